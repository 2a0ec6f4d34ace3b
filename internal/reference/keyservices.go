package reference

import (
	"slices"
	"strings"
)

// InRequestsOf reports whether requests for an action of a full name can have the global
// key by the list of services that AWS keeps of the key; limited is false of keys that
// have no such list. On a service outside of it the key is absent, even from requests
// through a VPC endpoint (IAM User Guide, AWS global condition context keys,
// aws:SourceVpcArn, aws:VpceAccount, aws:VpceOrgID and aws:VpceOrgPaths).
func InRequestsOf(action, key string) (has, limited bool) {
	services := ServicesOf(key)
	if services == nil {
		return true, false
	}
	prefix, name, _ := strings.Cut(action, ":")
	_, listed := slices.BinarySearch(services, strings.ToLower(prefix))
	return listed && !(strings.EqualFold(prefix, "iam") && strings.EqualFold(name, "PassRole")), true
}

// ServicesOf returns the prefixes of the services whose requests have the global key,
// sorted, where AWS keeps a list; nil where it keeps none. Of iam it is every action
// but iam:PassRole.
func ServicesOf(key string) []string {
	key = strings.ToLower(key)
	var list []string
	for _, r := range keyServices {
		if slices.Contains(strings.Fields(r.keys), key) {
			list = append(list, strings.Fields(r.services)...)
		}
	}
	slices.Sort(list)
	return list
}

// keyServices holds each service once, with the keys that its requests have.
var keyServices = [...]struct{ keys, services string }{
	{"aws:sourcevpcarn aws:vpceaccount aws:vpceorgpaths aws:vpceorgid", `
		acm-pca applicationinsights apprunner athena cloudformation comprehendmedical
		compute-optimizer datasync discovery ebs ecr ecs firehose healthlake iam
		iotfleetwise iotwireless kinesisanalytics kms lambda medical-imaging omics
		payment-cryptography polly rbin rekognition route53 s3 scheduler
		servicediscovery servicequotas ssm-contacts storagegateway textract transcribe
		transfer`},
	{"aws:vpceaccount aws:vpceorgpaths aws:vpceorgid", "dynamodb gamelift shield"},
	{"aws:vpceorgid", `
		b2bi cassandra cognito-identity dms ds-data identitystore iottwinmaker
		network-firewall pricing ses sms-voice sqs workmail`},
}
