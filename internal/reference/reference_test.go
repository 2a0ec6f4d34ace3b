package reference

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryEmbeddedServiceReadsBackAsItWasWritten(t *testing.T) {
	if _, err := Open([]byte(services)); err != nil {
		t.Fatal(err)
	}
	table := Embedded()
	for _, prefix := range table.Services() {
		s, ok := table.Service(prefix)
		if !ok {
			t.Fatalf("%s: listed and not found", prefix)
		}
		again, err := decodeService(prefix, s.encode())
		if err != nil || again.encode() != s.encode() {
			t.Errorf("%s: changed by writing and reading (%v)", prefix, err)
		}
		for _, a := range s.Actions {
			for _, name := range []string{a.FullName(), strings.ToUpper(a.FullName()), strings.ToLower(a.FullName())} {
				if got, ok := table.Action(name); !ok || got.Name != a.Name {
					t.Errorf("%s: found %q %v", name, got.Name, ok)
				}
			}
			if _, ok := table.Action(a.FullName() + "x!"); ok {
				t.Errorf("%sx!: found", a.FullName())
			}
		}
		for _, k := range s.Keys {
			if got, ok := table.ConditionKey(k.Name); !ok || !strings.EqualFold(got.Name, k.Name) {
				t.Errorf("%s: condition key %s: found %q", prefix, k.Name, got.Name)
			}
		}
	}
}

// The useful actions of S3, by the resource that S3 User Guide and Service Authorization
// Reference give them.
var s3Actions = []struct{ resource, actions string }{
	{"bucket", `ListBucket ListBucketVersions ListBucketMultipartUploads GetBucketLocation GetBucketPolicy
		PutBucketPolicy DeleteBucketPolicy GetBucketPolicyStatus GetBucketAcl PutBucketAcl
		GetBucketOwnershipControls PutBucketOwnershipControls GetBucketPublicAccessBlock
		PutBucketPublicAccessBlock GetEncryptionConfiguration PutEncryptionConfiguration
		GetBucketVersioning PutBucketVersioning GetLifecycleConfiguration PutLifecycleConfiguration
		GetBucketNotification PutBucketNotification CreateBucket DeleteBucket GetBucketAbac PutBucketAbac`},
	{"object", `GetObject GetObjectVersion GetObjectAcl GetObjectVersionAcl GetObjectTagging
		GetObjectVersionTagging GetObjectAttributes GetObjectVersionAttributes PutObject PutObjectAcl
		PutObjectVersionAcl PutObjectTagging PutObjectRetention PutObjectLegalHold DeleteObject
		DeleteObjectVersion DeleteObjectTagging AbortMultipartUpload ListMultipartUploadParts
		RestoreObject BypassGovernanceRetention ReplicateObject ReplicateDelete ReplicateTags
		ObjectOwnerOverrideToBucketOwner InitiateReplication UpdateObjectEncryption`},
	{"", `ListAllMyBuckets GetAccountPublicAccessBlock PutAccountPublicAccessBlock ListAccessPoints GetAccessPoint CreateJob`},
	{"accesspoint", "GetAccessPointPolicy ListBucket"},
	{"accesspointobject", "GetObject PutObject"},
	{"accessgrantsinstance", "GetDataAccess"},
}

func TestS3ActionsHaveTheirResourceTypes(t *testing.T) {
	s3, ok := Embedded().Service("S3")
	if !ok || s3.Name != "Amazon S3" || !s3.RCP {
		t.Fatalf("s3: %v, %v", s3, ok)
	}
	for _, group := range s3Actions {
		for _, name := range strings.Fields(group.actions) {
			a, ok := s3.Action(name)
			if !ok || a.Name != name {
				t.Errorf("s3:%s: not in the reference", name)
				continue
			}
			var types []string
			for _, r := range a.Resources {
				types = append(types, r.Type.Name)
			}
			if group.resource == "" && len(types) > 0 || group.resource != "" && !slices.Contains(types, group.resource) {
				t.Errorf("s3:%s: resource types %q, want %q", name, types, group.resource)
			}
		}
	}
	object := slices.IndexFunc(s3.Resources, func(r ResourceType) bool { return r.Name == "object" })
	if object < 0 || s3.Resources[object].ARN != "arn:${Partition}:s3:::${BucketName}/${ObjectName}" {
		t.Errorf("object: %+v", s3.Resources)
	}
}

func TestAccessLevels(t *testing.T) {
	table := Embedded()
	for name, want := range map[string]AccessLevel{
		"s3:GetObject": Read, "s3:ListBucket": List, "s3:PutObject": Write,
		"s3:PutBucketPolicy": PermissionsManagement, "s3:PutObjectTagging": Tagging,
	} {
		if a, _ := table.Action(name); a.Level != want {
			t.Errorf("%s: %v, want %v", name, a.Level, want)
		}
	}
}

func TestUnknownNames(t *testing.T) {
	table := Embedded()
	for _, name := range []string{"", ":", "s3", "s3:", "s3:GetObjects", "s4:GetObject", "GetObject", "s3:HeadObject", "a", "zzz:x"} {
		if a, ok := table.Action(name); ok {
			t.Errorf("%q: found %s", name, a.FullName())
		}
	}
	for _, name := range []string{"", "s3", "s3:Prefixes", "aws:", "aws:SourceIPs", "nothing:here", "aws:RequestTag/", "aws:RequestTag"} {
		if k, ok := table.ConditionKey(name); ok {
			t.Errorf("%q: found %s", name, k.Name)
		}
	}
}

func TestConditionKeyTypes(t *testing.T) {
	table := Embedded()
	for _, tt := range []struct {
		name string
		want ConditionKey
	}{
		{"s3:max-keys", ConditionKey{"s3:max-keys", Numeric, false}},
		{"S3:PREFIX", ConditionKey{"s3:prefix", String, false}},
		{"s3:RequestObjectTagKeys", ConditionKey{"s3:RequestObjectTagKeys", String, true}},
		{"s3:ExistingObjectTag/team", ConditionKey{"s3:ExistingObjectTag/<key>", String, false}},
		{"aws:requesttag/Team", ConditionKey{"aws:RequestTag/${TagKey}", String, false}},
		{"aws:SourceIp", ConditionKey{"aws:SourceIp", IPAddress, false}},
		{"saml:aud", ConditionKey{"saml:aud", String, false}},
		{"accounts.google.com:aud", ConditionKey{"accounts.google.com:aud", String, false}},
		{"events:metadata/x/matcher", ConditionKey{"events:Metadata/${MetadataKey}/Matcher", String, false}},
		{"kms:EncryptionContext:aws:s3:arn", ConditionKey{"kms:EncryptionContext:${EncryptionContextKey}", String, false}},
		{"ec2:SourceInstanceARN", ConditionKey{"ec2:SourceInstanceArn", ARN, false}},
	} {
		if got, ok := table.ConditionKey(tt.name); !ok || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, ok, tt.want)
		}
	}
}

func TestCarries(t *testing.T) {
	table := Embedded()
	for _, tt := range []struct {
		why, action, key string
		carried, known   bool
	}{
		{"the action's own key", "s3:ListBucket", "s3:prefix", true, true},
		{"a key of another action", "s3:GetObject", "s3:prefix", false, true},
		{"a tag key by its family", "s3:GetObject", "s3:existingobjecttag/team", true, true},
		{"objects are not written by the tags they have", "s3:PutObject", "s3:existingobjecttag/team", false, true},
		{"a family without a member", "s3:GetObject", "s3:existingobjecttag/", false, true},
		{"a key of the resource type", "s3:GetObject", "s3:buckettag/team", true, true},
		{"a key of an optional resource type", "s3:GetObject", "s3:dataaccesspointarn", true, true},
		{"a global key", "s3:GetObject", "aws:sourceip", true, true},
		{"a global tag key", "s3:GetObject", "aws:principaltag/team", true, true},
		{"a global key that the resource type lists", "s3:GetObject", "aws:resourcetag/team", true, true},
		{"a global key that nothing lists", "s3:GetObject", "aws:requesttag/team", false, true},
		{"a global key that the action lists", "s3:CreateBucket", "aws:tagkeys", true, true},
		{"a key that comes with one resource type of one action", "autoscaling:DeleteAutoScalingGroup", "autoscaling:forcedelete", true, true},
		{"a key of another service", "s3:GetObject", "kms:viaservice", false, true},
		{"a key that does not exist", "s3:GetObject", "s3:nothing", false, true},
		{"any case", "S3:getobject", "S3:ResourceAccount", true, true},
		{"an action that does not exist", "s3:HeadObject", "aws:sourceip", false, false},
		{"a service that does not exist", "s4:GetObject", "aws:sourceip", false, false},
	} {
		carried, known := table.Carries(tt.action, tt.key)
		if carried != tt.carried || known != tt.known {
			t.Errorf("%s: %s, %s: got %v %v", tt.why, tt.action, tt.key, carried, known)
		}
	}
}

func TestConditionKeysAreThoseThatActionsCarry(t *testing.T) {
	s3, _ := Embedded().Service("s3")
	for _, a := range s3.Actions {
		keys := a.ConditionKeys()
		for i, k := range keys {
			if i > 0 && compareFold(keys[i-1].Name, k.Name) >= 0 {
				t.Errorf("%s: %s is out of order", a.Name, k.Name)
			}
		}
		for _, k := range s3.Keys {
			listed := slices.ContainsFunc(keys, func(o *ConditionKey) bool { return o.Name == k.Name })
			if listed != a.Carries(k.Name) {
				t.Errorf("%s, %s: listed %v", a.Name, k.Name, listed)
			}
		}
	}
}

func TestOneServiceIsParsedOnce(t *testing.T) {
	table := Embedded()
	first, _ := table.Service("s3")
	second, _ := table.Service("S3")
	if first != second {
		t.Error("two values")
	}
	for i := range table.parsed {
		if s := table.parsed[i].Load(); s != nil && s != first {
			t.Errorf("%s was parsed too", s.Prefix)
		}
	}
}

func BenchmarkServiceCold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := Embedded().Service("s3"); !ok {
			b.Fatal("s3 is missing")
		}
	}
}

func BenchmarkCarries(b *testing.B) {
	table := Embedded()
	for b.Loop() {
		table.Carries("s3:GetObject", "s3:existingobjecttag/team")
	}
}
