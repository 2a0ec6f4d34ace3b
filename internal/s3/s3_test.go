package s3

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestOperationsAgainstReference holds the tables of operations and actions
// against AWS's service reference: every action exists and takes the kind of
// resource that the leg names.
func TestOperationsAgainstReference(t *testing.T) {
	table := reference.Embedded()
	kinds := map[Target]string{Bucket: "bucket", Object: "object", Source: "object", Key: "key", SourceKey: "key"}
	check := func(where string, l Leg) {
		a, ok := table.Action(l.Action)
		switch {
		case !ok:
			t.Errorf("%s: %s is no action", where, l.Action)
		case l.On != Account && !takes(a, kinds[l.On]):
			t.Errorf("%s: %s takes %v, not a %s", where, l.Action, a.Resources, kinds[l.On])
		case l.On == Account && len(a.Resources) > 0:
			t.Errorf("%s: %s takes %v", where, l.Action, a.Resources)
		}
	}
	for _, o := range operations {
		for _, l := range o.Legs {
			check(o.Name, l)
		}
	}
	for _, b := range bucketOperations {
		o, ok := FindOperation(strings.ToLower(b.name))
		if !ok || len(o.Legs) != 1 {
			t.Fatalf("%s is not found", b.name)
		}
		check(b.name, o.Legs[0])
	}
	for name, a := range actions {
		found, ok := table.Action(name)
		if !ok || a.Existing && !takes(found, "object") {
			t.Errorf("action %s: %v of %v", name, ok, found.Resources)
		}
	}
}

// TestNamesOfOperations holds that each name is listed once and found in any
// case, and that what an operation does to an existing object is known to be
// done to one.
func TestNamesOfOperations(t *testing.T) {
	// Writing and deleting objects, their parts and versions is done to the bucket (S3
	// User Guide, How Amazon S3 authorizes a request for an object operation).
	onBucket := []string{"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
		"s3:BypassGovernanceRetention", "s3:PutObject"}
	seen := map[string]bool{}
	for _, name := range OperationNames() {
		o, ok := FindOperation(strings.ToUpper(name))
		if !ok || o.Name != name || seen[name] {
			t.Errorf("%s: found %v as %s, before: %v", name, ok, o.Name, seen[name])
			continue
		}
		seen[name] = true
		for _, l := range o.Legs {
			if (l.On == Object || l.On == Source) && !o.Creates && !slices.Contains(onBucket, l.Action) && !FindAction(strings.ToLower(l.Action)).Existing {
				t.Errorf("%s needs %s of an object, and the action is not known to be about an existing one", name, l.Action)
			}
		}
	}
	if FindAction("s3:nosuchaction") != (Action{}) {
		t.Error("something is known of no action")
	}
}

func takes(a reference.Action, kind string) bool {
	return slices.ContainsFunc(a.Resources, func(r reference.ActionResource) bool { return strings.EqualFold(r.Type.Name, kind) })
}

// TestKeysAgainstReference holds that the condition keys of headers exist.
func TestKeysAgainstReference(t *testing.T) {
	table := reference.Embedded()
	carriers := []string{"s3:PutObject", "s3:CreateBucket", "s3:PutObjectAnnotation", "s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:GetObjectVersion"}
	carried := func(key string) bool {
		return slices.ContainsFunc(carriers, func(a string) bool {
			carried, known := table.Carries(a, key)
			return carried && known
		})
	}
	for _, name := range namedLikeKey {
		if !carried(HeaderKey(strings.ToUpper(name))) {
			t.Errorf("no action carries the key of header %s", name)
		}
	}
	for header, key := range headerKeys {
		if HeaderKey(header) != key || !carried(key) {
			t.Errorf("header %s: %s", header, key)
		}
	}
	for key := range featureKeys {
		if !carried(key) {
			t.Errorf("no action carries %s", key)
		}
	}
	if HeaderKey("x-amz-request-payer") != "" {
		t.Error("x-amz-request-payer has no condition key")
	}
}

// TestNeeds holds what calls need, by the features that they have.
func TestNeeds(t *testing.T) {
	for _, row := range []struct {
		name     string
		features Feature
		want     string
	}{
		{"GetObject", 0, "GetObject"},
		{"GetObject", Versioned | Encrypted, "GetObjectVersion Decrypt"},
		{"HeadObject", Encrypted, "GetObject"},
		{"HeadObject", Encrypted | ChecksumMode, "GetObject Decrypt"},
		{"GetObjectAttributes", Versioned, "GetObjectVersion GetObjectVersionAttributes"},
		{"PutObject", 0, "PutObject"},
		{"PutObject", ACLHeader | TagHeader | Encrypted, "PutObject PutObjectAcl PutObjectTagging GenerateDataKey"},
		{"PutObject", RetentionHeader | LegalHoldHeader, "PutObject PutObjectRetention PutObjectLegalHold"},
		{"PutObject", MatchesETag, "PutObject GetObject"},
		{"UploadPart", Encrypted, "PutObject GenerateDataKey Decrypt"},
		{"CompleteMultipartUpload", Encrypted, "PutObject Decrypt"},
		{"CopyObject", 0, "GetObject PutObject"},
		{"CopyObject", SourceVersioned | SourceTags, "GetObjectVersion GetObjectVersionTagging PutObjectTagging PutObject"},
		{"CopyObject", SourceEncrypted | Encrypted, "GetObject Decrypt PutObject GenerateDataKey"},
		{"DeleteObject", 0, "DeleteObject"},
		{"DeleteObject", Versioned | BypassLock, "DeleteObjectVersion BypassGovernanceRetention"},
		{"CreateBucket", BucketACL | OwnershipGiven, "CreateBucket PutBucketAcl PutBucketOwnershipControls"},
		{"HeadBucket", 0, "ListBucket"},
		{"GetBucketEncryption", 0, "GetEncryptionConfiguration"},
	} {
		o, ok := FindOperation(row.name)
		if !ok {
			t.Fatalf("no operation %s", row.name)
		}
		var got []string
		for _, l := range o.Needs(row.features) {
			_, action, _ := strings.Cut(l.Action, ":")
			got = append(got, action)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s with %b: %v, want %s", row.name, row.features, got, row.want)
		}
	}
	if _, ok := FindOperation("GetEverything"); ok {
		t.Error("GetEverything is found")
	}
}

func TestFeatures(t *testing.T) {
	for _, row := range []struct {
		got, want Feature
		name      string
	}{
		{FeatureOfKey("s3:x-amz-acl", "private"), ACLHeader, "a private ACL asks for nothing more of a new bucket"},
		{FeatureOfKey("s3:x-amz-acl", "public-read"), ACLHeader | BucketACL, "a public ACL"},
		{FeatureOfKey("s3:x-amz-grant-read", "id=1"), ACLHeader | BucketACL, "a grant"},
		{FeatureOfKey("s3:if-match", "*"), 0, "If-Match of anything"},
		{FeatureOfKey("s3:if-match", "abc"), MatchesETag, "If-Match of an ETag"},
		{FeatureOfKey("s3:requestobjecttag/a", "b"), TagHeader, "a tag"},
		{FeatureOfKey("s3:x-amz-copy-source", "b/k?versionId=1"), SourceVersioned, "a version of the source"},
		{FeatureOfKey("s3:versionid", "1"), Versioned, "a version"},
		{FeatureOfHeader("X-Amz-Tagging", "a=b"), TagHeader, "the header of tags"},
		{FeatureOfHeader("x-amz-bypass-governance-retention", "true"), BypassLock, "bypass"},
		{FeatureOfHeader("x-amz-bypass-governance-retention", "false"), 0, "no bypass"},
		{FeatureOfHeader("x-amz-checksum-mode", "enabled"), ChecksumMode, "checksum"},
		{FeatureOfHeader("x-amz-bucket-object-lock-enabled", "true"), ObjectLock, "object lock"},
		{FeatureOfHeader("x-amz-tagging-directive", "COPY"), SourceTags, "tags of the source"},
		{FeatureOfHeader("accept", "*/*"), 0, "any other header"},
	} {
		if row.got != row.want {
			t.Errorf("%s: %b, want %b", row.name, row.got, row.want)
		}
	}
}

// TestPublic holds S3's test of public policies, for a statement that allows
// with the principal and the condition given.
func TestPublic(t *testing.T) {
	fixed := `{"AWS":"arn:aws:iam::111122223333:role/app"}`
	for _, row := range []struct {
		name, principal, condition string
		want                       condition.Truth
	}{
		{"everyone", `"*"`, "", condition.True},
		{"everyone of AWS", `{"AWS":"*"}`, "", condition.True},
		{"a role", fixed, "", condition.False},
		{"a role and everyone", `{"AWS":["arn:aws:iam::111122223333:role/app","*"]}`, "", condition.True},
		{"a service", `{"Service":"cloudtrail.amazonaws.com"}`, "", condition.False},
		{"a canonical user", `{"CanonicalUser":"abc"}`, "", condition.False},
		{"a wildcard inside a principal", `{"AWS":"arn:aws:iam::111122223333:role/*"}`, "", condition.True},
		{"federated users", `{"Federated":"graph.facebook.com"}`, "", condition.True},
		{"an organization", `"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`, condition.False},
		{"the case of a key does not matter", `"*"`, `"StringEquals":{"AWS:principalorgid":"o-1"}`, condition.False},
		{"organization paths", `"*"`, `"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}`, condition.False},
		{"all of no organization paths", `"*"`, `"ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}`, condition.True},
		{"a role of an account", `"*"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}`, condition.False},
		{"roles of an account: a wildcard is no fixed value", `"*"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`, condition.True},
		{"roles of any account", `"*"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}`, condition.True},
		{"an endpoint", `"*"`, `"StringEquals":{"aws:SourceVpce":"vpce-1"}`, condition.False},
		{"any endpoint", `"*"`, `"StringLike":{"aws:SourceVpce":"vpce-*"}`, condition.True},
		{"a fixed and a wild endpoint", `"*"`, `"StringLike":{"aws:SourceVpce":["vpce-1","vpce-*"]}`, condition.True},
		{"all but an endpoint", `"*"`, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`, condition.True},
		{"an endpoint if there is one", `"*"`, `"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`, condition.True},
		{"an endpoint is there", `"*"`, `"Null":{"aws:SourceVpce":"false"}`, condition.True},
		{"a variable", `"*"`, `"StringEquals":{"aws:SourceVpce":"${aws:PrincipalTag/vpce}"}`, condition.True},
		{"no value at all", `"*"`, `"StringEquals":{"aws:SourceVpce":[]}`, condition.True},
		{"an operator that does not exist", `"*"`, `"StringIs":{"aws:SourceVpce":"vpce-1"}`, condition.True},
		{"TLS", `"*"`, `"Bool":{"aws:SecureTransport":"true"}`, condition.True},
		{"a referer", `"*"`, `"StringEquals":{"aws:Referer":"https://example.com"}`, condition.True},
		{"an ACL", `"*"`, `"StringEquals":{"s3:x-amz-acl":"private"}`, condition.True},
		{"an address", `"*"`, `"IpAddress":{"aws:SourceIp":"203.0.113.7"}`, condition.False},
		{"half of the addresses", `"*"`, `"IpAddress":{"aws:SourceIp":["12.0.0.0/8","128.0.0.0/1"]}`, condition.True},
		{"an eighth of a range", `"*"`, `"IpAddress":{"aws:SourceIp":"12.0.0.0/8"}`, condition.False},
		{"a range of IPv6", `"*"`, `"IpAddress":{"aws:SourceIp":"2001:db8::/32"}`, condition.False},
		{"a wide range of IPv6", `"*"`, `"IpAddress":{"aws:SourceIp":"2001::/16"}`, condition.True},
		{"private ranges", `"*"`, `"IpAddress":{"aws:SourceIp":["10.0.0.0/8","172.16.0.0/12","192.168.0.0/16"]}`, condition.False},
		{"no range", `"*"`, `"IpAddress":{"aws:SourceIp":"everywhere"}`, condition.True},
		{"access points of an account", `"*"`, `"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:111122223333:accesspoint/*"}`, condition.False},
		{"access points of an account by number", `"*"`, `"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}`, condition.False},
		{"a user id", `"*"`, `"StringEquals":{"aws:userid":"AROAEXAMPLE:s"}`, condition.False},
		{"sessions of a role by id", `"*"`, `"StringLike":{"aws:userid":"AROAEXAMPLE:*"}`, condition.Unknown},
		{"sessions of roles by id", `"*"`, `"StringLike":{"aws:userid":"AROA*:*"}`, condition.True},
		{"one of two conditions is enough", `"*"`, `"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:SourceVpc":"vpc-1"}`, condition.False},
	} {
		got, which := Public(document(policy.Bucket, "Allow", row.principal, row.condition))
		if got != row.want || (which == nil) != (row.want == condition.False) {
			t.Errorf("%s: %s by %v, want %s", row.name, got, which, row.want)
		}
		if got, _ := Public(document(policy.Bucket, "Deny", row.principal, row.condition)); got != condition.False {
			t.Errorf("%s: a deny is public", row.name)
		}
	}
	point := document(policy.AccessPoint, "Allow", `"*"`, `"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:111122223333:accesspoint/a"}`)
	if got, _ := Public(point); got != condition.True {
		t.Errorf("an access point that names itself: %s, want true", got)
	}
	nobody := parse(policy.Bucket, `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`)
	if got, _ := Public(nobody); got != condition.False {
		t.Errorf("a statement without principal: %s, want false", got)
	}
	spare := parse(policy.Bucket, `{"Statement":{"Effect":"Allow","NotPrincipal":`+fixed+`,"Action":"s3:*","Resource":"*"}}`)
	if got, _ := Public(spare); got != condition.True {
		t.Errorf("Allow with NotPrincipal: %s, want true", got)
	}
	both := parse(policy.Bucket, fmt.Sprintf(`{"Statement":[%s,%s]}`, statement("Allow", `"*"`, `"StringLike":{"aws:userid":"AROAEXAMPLE:*"}`), statement("Allow", `"*"`, "")))
	if got, which := Public(both); got != condition.True || which.Index != 1 {
		t.Errorf("a doubtful and a public statement: %s by %v", got, which)
	}
}

func statement(effect, principal, condition string) string {
	return fmt.Sprintf(`{"Effect":%q,"Principal":%s,"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{%s}}`, effect, principal, condition)
}

func document(of policy.Type, effect, principal, condition string) *policy.Document {
	return parse(of, `{"Version":"2012-10-17","Statement":[`+statement(effect, principal, condition)+`]}`)
}

func parse(of policy.Type, text string) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile("p", []byte(text))), of)
}

func TestACL(t *testing.T) {
	list := ACL{Owner: "o", Grants: []Grant{{ID: "o", Permission: FullControlGrant}, {ID: "a", Permission: ReadPermission},
		{ID: "b", Permission: FullControlGrant}, {Group: AllUsers, Permission: ReadACPPermission}, {Group: "http://acs.amazonaws.com/groups/s3/LogDelivery", Permission: WritePermission}}}
	for _, row := range []struct {
		permission Permission
		id         string
		itself     condition.Truth
		public     bool
	}{
		{ReadPermission, "a", condition.True, false},
		{WritePermission, "a", condition.False, false},
		{WritePermission, "b", condition.True, false},
		{ReadACPPermission, "c", condition.False, true},
		{ReadPermission, "", condition.Unknown, false},
		{"", "b", condition.False, false},
	} {
		itself, public := list.Permits(row.permission, row.id)
		if itself != row.itself || public != row.public {
			t.Errorf("%s to %q: %s, %v", row.permission, row.id, itself, public)
		}
	}
}

func TestHeader(t *testing.T) {
	grant := func(full string, more ...string) Header {
		return Header{FullControl: full, Grants: append([]string{full}, more...)}
	}
	for _, row := range []struct {
		name      string
		header    Header
		owner     string
		public    bool
		handsOver condition.Truth
	}{
		{"bucket-owner-full-control", Header{Canned: FullControl}, "", false, condition.True},
		{"private", Header{Canned: "private"}, "", false, condition.False},
		{"public-read", Header{Canned: "public-read"}, "", true, condition.False},
		{"a grant to the owner", grant(`id="o"`), "o", false, condition.True},
		{"a grant to somebody else", grant("id=x"), "o", false, condition.False},
		{"a grant where the owner is not known", grant("id=x"), "", false, condition.Unknown},
		{"a grant to two", grant("id=o, id=x"), "o", false, condition.False},
		{"a grant to the owner and one to read", grant("id=o", "id=x"), "o", false, condition.False},
		{"a grant to a group", grant(`uri="` + AllUsers + `"`), "o", true, condition.False},
	} {
		if got := row.header.Public(); got != row.public {
			t.Errorf("%s: public %v", row.name, got)
		}
		if got := row.header.HandsOver(row.owner); got != row.handsOver {
			t.Errorf("%s: hands over %s, want %s", row.name, got, row.handsOver)
		}
		if !row.header.Sent() || row.header.String() == (&Header{}).String() {
			t.Errorf("%s: prints as %s", row.name, row.header.String())
		}
	}
}

func TestOwnership(t *testing.T) {
	for _, row := range []struct {
		setting       Ownership
		acl           string
		accepts, owns bool
		enforced      condition.Truth
	}{
		{OwnerEnforced, "", true, true, condition.True},
		{OwnerEnforced, FullControl, true, true, condition.True},
		{OwnerEnforced, "public-read", false, true, condition.True},
		{OwnerPreferred, "", true, false, condition.False},
		{OwnerPreferred, FullControl, true, true, condition.False},
		{ObjectWriter, FullControl, true, false, condition.False},
		{"", "", true, false, condition.Unknown},
	} {
		if row.setting.AcceptsACL(row.acl) != row.accepts || row.setting.OwnsUpload(row.acl) != row.owns || row.setting.Enforced() != row.enforced {
			t.Errorf("%q with ACL %q is not as wanted", row.setting, row.acl)
		}
	}
}

// TestEffective holds over all values of one setting: the most restrictive of
// the levels, and an Organizations policy in place of the account's.
func TestEffective(t *testing.T) {
	truths := []condition.Truth{condition.False, condition.True, condition.Unknown}
	for _, bucket := range truths {
		for _, account := range truths {
			for _, over := range truths {
				b, a, o := all(bucket), all(account), all(over)
				if got := Effective(b, a, nil, nil); got != all(bucket.Or(account)) {
					t.Errorf("bucket %s, account %s: %v", bucket, account, got)
				}
				if got := Effective(b, a, &o, nil); got != all(bucket.Or(over)) {
					t.Errorf("bucket %s, account %s, organization %s: %v", bucket, account, over, got)
				}
				if got := Effective(b, a, nil, &o); got != all(bucket.Or(account).Or(over)) {
					t.Errorf("bucket %s, account %s, access point %s: %v", bucket, account, over, got)
				}
			}
		}
	}
}

// TestPoliciesOfAWS holds that what AWS applies without showing it is sound.
func TestPoliciesOfAWS(t *testing.T) {
	for of, text := range map[policy.Type]string{
		policy.Key:         ManagedKeyPolicy("111122223333", "eu-west-1"),
		policy.AccessPoint: NetworkOriginPolicy("vpc-1"),
	} {
		if d := parse(of, text); len(d.Problems()) > 0 || len(d.Statements()) != 1 {
			t.Errorf("%s: %v", text, d.Problems())
		}
	}
}
