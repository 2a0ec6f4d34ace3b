package reference

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// The global keys as IAM's page groups them; multi-valued ones and those whose values
// AWS says to write without wildcards are listed again below.
var globalKeyNames = map[string]string{
	"principal": `PrincipalArn PrincipalAccount PrincipalOrgID PrincipalOrgPaths PrincipalTag/k
		PrincipalIsAWSService PrincipalServiceName PrincipalServiceNamesList PrincipalType userid username`,
	"session": `AssumedRoot FederatedProvider TokenIssueTime MultiFactorAuthAge MultiFactorAuthPresent
		ChatbotSourceArn Ec2InstanceSourceVpc Ec2InstanceSourcePrivateIPv4 SourceIdentity SignInSessionArn
		ec2:RoleDelivery ec2:SourceInstanceArn glue:RoleAssumedBy glue:CredentialIssuingService
		codebuild:BuildArn codebuild:ProjectArn lambda:SourceFunctionArn ssm:SourceInstanceArn identitystore:UserId`,
	"network":  `SourceIp SourceVpc SourceVpcArn SourceVpce VpceAccount VpceOrgID VpceOrgPaths VpcSourceIp`,
	"resource": `ResourceAccount ResourceOrgID ResourceOrgPaths ResourceTag/k`,
	"request": `CalledVia CalledViaFirst CalledViaLast ViaAWSService CurrentTime EpochTime referer RequestedRegion
		RequestTag/k TagKeys SecureTransport SourceAccount SourceArn SourceOrgID SourceOrgPaths UserAgent
		ViaCustomerDomain CalledViaAWSMCP ViaAWSMCPService IsMcpServiceAction`,
}

const (
	multiValued = " PrincipalOrgPaths PrincipalServiceNamesList VpceOrgPaths ResourceOrgPaths CalledVia TagKeys SourceOrgPaths "
	identifiers = ` PrincipalAccount PrincipalOrgID ResourceAccount ResourceOrgID SourceAccount SourceOrgID SourceVpc SourceVpce VpceAccount VpceOrgID `
)

func TestGlobalKeys(t *testing.T) {
	n := 0
	for group, names := range globalKeyNames {
		for _, name := range strings.Fields(names) {
			n++
			full := name
			if !strings.Contains(name, ":") {
				full = "aws:" + name
			}
			k, ok := Global(strings.ToLower(full))
			if !ok || k.Group != group || k.Doc == "" {
				t.Errorf("%s: %v %v", full, k, ok)
			}
			if !strings.Contains(name, "/") && k.Name != full {
				t.Errorf("%s is spelt %s", full, k.Name)
			}
			word := " " + name + " "
			if k.Multi != strings.Contains(multiValued, word) || k.Identifier != strings.Contains(identifiers, word) {
				t.Errorf("%s: multi %v, identifier %v", full, k.Multi, k.Identifier)
			}
			if k.Type == 0 && name != "ViaCustomerDomain" {
				t.Errorf("%s: has no type", full)
			}
		}
	}
	if n != len(globalKeys) {
		t.Errorf("%d keys in the table, %d in the list", len(globalKeys), n)
	}
}

// A service that lists one of the global keys says the same of it as our table.
func TestGlobalKeysAgreeWithTheReference(t *testing.T) {
	table := Embedded()
	for _, prefix := range []string{"s3", "sts", "ec2", "ssm", "codebuild", "glue", "lambda", "identitystore"} {
		s, _ := table.Service(prefix)
		for _, k := range s.Keys {
			g, ok := Global(k.Name)
			if ok != g.PerAction && strings.HasPrefix(k.Name, "aws:") {
				t.Errorf("%s: the reference lists it by action, the table does not", k.Name)
			}
			if ok && (g.Type != k.Type || g.Multi != k.Multi) {
				t.Errorf("%s: %v in the table, %v in the reference", k.Name, g.ConditionKey, k)
			}
		}
	}
}

func TestOperationsThatAreNoActions(t *testing.T) {
	table := Embedded()
	for _, o := range s3Operations {
		if a, ok := table.Action("s3:" + o.operation); ok && a.Name == o.operation {
			t.Errorf("%s is an action", o.operation)
		}
		for _, name := range OperationActions("s3:" + strings.ToLower(o.operation)) {
			if a, ok := table.Action(name); !ok || a.FullName() != name {
				t.Errorf("%s needs %s, which is no action", o.operation, name)
			}
		}
	}
	for name, want := range map[string]string{
		"s3:HeadObject": "s3:GetObject", "s3:ListObjectsV2": "s3:ListBucket", "s3:CopyObject": "s3:GetObject s3:PutObject",
		"s3:GetObject": "", "ec2:HeadObject": "", "HeadObject": "", "": "",
	} {
		if got := strings.Join(OperationActions(name), " "); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	table := Embedded()
	for name, want := range map[string]string{
		"s3:GetObjects":          "s3:GetObject",
		"s3:GetOjbect":           "s3:GetObject",
		"s3:GetBucketAlc":        "s3:GetBucketAcl",
		"s3:ListBuckets":         "s3:ListBucket",
		"s3:putobjectacls":       "s3:PutObjectAcl",
		"s3s:GetObject":          "s3:GetObject",
		"lamda:InvokeFunction":   "lambda:InvokeFunction",
		"iam:PasRole":            "iam:PassRole",
		"s3:TotallyDifferent":    "",
		"nosuchservice:GetThing": "",
		"":                       "",
		"s3:":                    "",
	} {
		got := ""
		if a, ok := table.Nearest(name); ok {
			got = a.FullName()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// distance is the definition, without the table.
func distance(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	change := 1
	if strings.EqualFold(a[:1], b[:1]) {
		change = 0
	}
	best := min(distance(a[1:], b)+1, distance(a, b[1:])+1, distance(a[1:], b[1:])+change)
	if len(a) > 1 && len(b) > 1 && strings.EqualFold(a[:1], b[1:2]) && strings.EqualFold(a[1:2], b[:1]) {
		best = min(best, distance(a[2:], b[2:])+1)
	}
	return best
}

func TestEditDistanceIsTheDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	word := func() string {
		w := make([]byte, r.IntN(6))
		for i := range w {
			w[i] = "aAbBc"[r.IntN(5)]
		}
		return string(w)
	}
	for range 3000 {
		if a, b := word(), word(); editDistance(a, b, 100) != distance(a, b) {
			t.Fatalf("%q, %q: %d, want %d", a, b, editDistance(a, b, 100), distance(a, b))
		}
	}
}
