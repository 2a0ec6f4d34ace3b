package reference

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
)

// RCPService reports whether resource control policies apply to the service of a prefix
// (AWS Organizations User Guide, Resource control policies, List of AWS services that
// support RCPs).
func (t *Table) RCPService(prefix string) bool {
	s, ok := t.Service(prefix)
	return ok && s.RCP
}

// ARNService reports whether the reference has a form of ARNs with the service in their
// third part. Most are prefixes of actions; catalog and two more are not.
func (t *Table) ARNService(service string) bool {
	return len(t.typesOf(service)) > 0
}

// typesOf returns the resource types whose ARNs are of a service, whichever service
// lists them. AWS Backup's recovery points, whose ARNs are of any service, are left out:
// the services have forms of their own for them.
func (t *Table) typesOf(service string) []ResourceType {
	if known, ok := t.types.Load(service); ok {
		return known.([]ResourceType)
	}
	list := t.findTypes(service)
	if len(list) > 0 {
		t.types.Store(service, list)
	}
	return list
}

func (t *Table) findTypes(service string) (list []ResourceType) {
	for _, prefix := range append([]string{service}, strings.Fields(t.elsewhere[service])...) {
		s, ok := t.Service(prefix)
		if !ok {
			continue
		}
		for _, r := range s.Resources {
			if slices.Contains(servicesOf(r), service) {
				list = append(list, r)
			}
		}
	}
	return list
}

// servicesOf are the services of the ARNs of a resource type.
func servicesOf(r ResourceType) (list []string) {
	for form := range strings.SplitSeq(r.ARN, ", ") {
		if f, ok := arn.Parse(form); ok && !strings.Contains(f.Service, "$") {
			list = append(list, f.Service)
		}
	}
	return list
}

// listedElsewhere finds the services that list types whose ARNs are of another service.
func listedElsewhere(list []*Service) map[string]string {
	found := map[string]string{}
	for _, s := range list {
		for _, r := range s.Resources {
			for _, service := range servicesOf(r) {
				if service != s.Prefix && !slices.Contains(strings.Fields(found[service]), s.Prefix) {
					found[service] = strings.TrimSpace(found[service] + " " + s.Prefix)
				}
			}
		}
	}
	return found
}

// elsewhere is what listedElsewhere finds in the embedded table: finding it would read
// every service. A test holds the two together.
var elsewhere = map[string]string{
	"acm":                      "ec2",
	"amplify":                  "wafv2",
	"apigateway":               "wafv2",
	"app-integrations":         "connect",
	"apprunner":                "wafv2",
	"appsync":                  "wafv2",
	"bedrock-agentcore":        "wafv2",
	"billing":                  "bcm-data-exports ce",
	"catalog":                  "servicecatalog",
	"cloudfront":               "cloudfront-keyvaluestore",
	"cloudtrail":               "cloudtrail-data",
	"codewhisperer":            "q",
	"cognito-idp":              "wafv2",
	"compute-optimizer":        "aco-automation",
	"ds":                       "ds-data",
	"ec2":                      "ebs ec2-instance-connect route53 ssm vpce wafv2 workspaces-instances",
	"ecs":                      "ssm",
	"eks":                      "aps eks-auth",
	"elastic-inference":        "ec2",
	"elasticloadbalancing":     "arc-zonal-shift waf-regional wafv2",
	"iam":                      "codestar ec2 es ssm sts",
	"iot":                      "greengrass iotjobsdata iotwireless",
	"iq-permission":            "iq",
	"kafka":                    "kafka-cluster",
	"kms":                      "events kinesis",
	"license-manager":          "ec2",
	"mpa":                      "payment-cryptography",
	"opensearch":               "es",
	"qbusiness":                "qapps",
	"qdeveloper":               "q",
	"rds":                      "rds-data",
	"redshift":                 "redshift-data",
	"redshift-serverless":      "redshift-data",
	"resource-groups":          "ec2",
	"route53-recovery-control": "route53-recovery-cluster route53-recovery-control-config",
	"s3":                       "ssm",
	"s3-object-lambda":         "s3",
	"sagemaker":                "sagemaker-mlflow",
	"sns":                      "devops-guru",
	"sso":                      "sso-oauth",
	"vpc-lattice":              "vpc-lattice-svcs",
	"wafv2":                    "apprunner cognito-idp",
	"wisdom":                   "connect",
}
