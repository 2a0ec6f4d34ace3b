package reference

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryGlobalKeyOfTheReferenceIsInTheTable(t *testing.T) {
	table := Embedded()
	n := 0
	for _, prefix := range table.Services() {
		s, _ := table.Service(prefix)
		for _, k := range s.Keys {
			if !strings.HasPrefix(strings.ToLower(k.Name), "aws:") {
				continue
			}
			n++
			if g, ok := Global(k.Name); !ok || g.Type != k.Type || g.Multi != k.Multi {
				t.Errorf("%s: %s: %v in the table, %v in the reference", prefix, k.Name, g.ConditionKey, k)
			}
		}
	}
	if n < 500 {
		t.Errorf("the services list %d such keys", n)
	}
}

func TestWhoseKeysTheGlobalOnesAre(t *testing.T) {
	count := map[string]int{}
	for _, k := range globalKeys {
		for name, is := range map[string]bool{
			"in every request": k.Present == InEvery, "in signed requests": k.Present == InSigned,
			"from the caller": k.FromCaller, "from a service": k.FromService, "never of services": k.NeverOfServices,
			"identifier": k.Identifier,
		} {
			if is {
				count[name]++
			}
		}
		if k.FromService && (k.NeverOfServices || k.Present != InSome) || k.NeverOfServices && k.Present != InSome {
			t.Errorf("%s: says two things", k.Name)
		}
	}
	want := map[string]int{
		"in every request": 6, "in signed requests": 2, "from the caller": 2, "from a service": 4,
		"never of services": 26, "identifier": 10,
	}
	for name, n := range want {
		if count[name] != n {
			t.Errorf("%s: %d keys, want %d", name, count[name], n)
		}
	}
}

func TestServicesThatHaveAKey(t *testing.T) {
	table := Embedded()
	for key, n := range map[string]int{
		"aws:SourceVpcArn": 36, "aws:VpceAccount": 39, "aws:VpceOrgPaths": 39, "AWS:vpceorgid": 52, "aws:SourceVpc": 0,
	} {
		list := ServicesOf(key)
		if len(list) != n || len(slices.Compact(slices.Clone(list))) != n {
			t.Errorf("%s: %d services, want %d", key, len(list), n)
		}
		for _, prefix := range list {
			if _, ok := table.Service(prefix); !ok {
				t.Errorf("%s: %s is no service", key, prefix)
			}
		}
	}
	for _, tt := range []struct {
		action, key  string
		has, limited bool
	}{
		{"s3:GetObject", "aws:VpceOrgID", true, true},
		{"S3:GetObject", "aws:vpceorgid", true, true},
		{"sqs:SendMessage", "aws:VpceOrgID", true, true},
		{"sqs:SendMessage", "aws:VpceAccount", false, true},
		{"sts:AssumeRole", "aws:VpceOrgID", false, true},
		{"iam:GetRole", "aws:SourceVpcArn", true, true},
		{"iam:PassRole", "aws:SourceVpcArn", false, true},
		{"sts:AssumeRole", "aws:SourceVpc", true, false},
	} {
		if has, limited := InRequestsOf(tt.action, tt.key); has != tt.has || limited != tt.limited {
			t.Errorf("%s in %s: %v %v", tt.key, tt.action, has, limited)
		}
	}
}

func TestKeysThatTheTablesNameExist(t *testing.T) {
	table := Embedded()
	known := func(name string) {
		if k, ok := table.ConditionKey(name); !ok || !strings.EqualFold(k.Name, name) {
			t.Errorf("%s: no key is spelt so (%s)", name, k.Name)
		}
	}
	for _, h := range held {
		for name := range strings.FieldsSeq(h.keys) {
			known(name)
		}
	}
	for _, p := range partners {
		known(p.key)
		for name := range strings.FieldsSeq(p.with) {
			known(name)
		}
	}
	for _, name := range Withdrawn("AWS:arn") {
		known(name)
	}
	if _, ok := Global("aws:ARN"); ok || Withdrawn("aws:PrincipalArn") != nil {
		t.Error("aws:ARN alone is withdrawn")
	}
}

func TestWhatKeysHold(t *testing.T) {
	table := Embedded()
	for name, want := range map[string]Holds{
		"aws:PrincipalAccount": AccountIDs, "AWS:RequestedRegion": Regions, "kms:ViaService": RegionalServices,
		"aws:CalledVia": ServiceNames, "aws:SourceVpce": VPCEndpoints,
		"s3:x-amz-server-side-encryption-aws-kms-key-id": KMSKeys, "comprehend:VolumeKmsKey": KMSKeys,
		"kms:GrantConstraintSourceArn": AnyText, "aws:PrincipalTag/account": AnyText, "no:such": AnyText,
	} {
		if got := table.HeldBy(name); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}
