package authz

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// derivedCases are, for every key of the table, what AWS's page says of a
// request of which this is known: a value, {values} of a multivalued key,
// "absent", "present" with a value that is not known, present:PATTERN, or "open"
// where nothing is settled.
var derivedCases = []struct {
	key, about string
	caller     string
	known      Knowledge
	want       string
}{
	{"aws:PrincipalArn", "a session has the role's ARN, path and all", "session", Knowledge{}, "arn:aws:iam::111122223333:role/team/app"},
	{"aws:PrincipalArn", "a service is no identity", "service", Knowledge{}, "absent"},
	{"aws:PrincipalAccount", "the role's account", "session", Knowledge{}, "111122223333"},
	{"aws:PrincipalAccount", "a federated user has none", "federated", Knowledge{}, "absent"},
	{"aws:PrincipalType", "a session", "session", Knowledge{}, "AssumedRole"},
	{"aws:PrincipalType", "a user", "user", Knowledge{}, "User"},
	{"aws:PrincipalType", "the root user", "root", Knowledge{}, "Account"},
	{"aws:PrincipalOrgID", "the organization is known", "session", Knowledge{OrgID: "o-a"}, "o-a"},
	{"aws:PrincipalOrgID", "there is none", "session", Knowledge{NoOrg: true}, "absent"},
	{"aws:PrincipalOrgID", "nothing is known", "session", Knowledge{}, "open"},
	{"aws:PrincipalOrgID", "a service is in none", "service", Knowledge{OrgID: "o-a"}, "absent"},
	{"aws:PrincipalOrgPaths", "the path is known", "session", Knowledge{OrgID: "o-a", OrgPath: "o-a/r-b/"}, "{o-a/r-b/}"},
	{"aws:PrincipalOrgPaths", "only the organization is: the path begins with it", "session", Knowledge{OrgID: "o-a"}, "present:o-a/?*"},
	{"aws:PrincipalOrgPaths", "there is none", "session", Knowledge{NoOrg: true}, "absent"},
	{"aws:PrincipalTag/", "a tag that the role lacks, where nobody passes any", "session", Knowledge{SessionTags: condition.False}, "absent"},
	{"aws:PrincipalTag/", "where somebody may pass some", "session", Knowledge{SessionTags: condition.True}, "open"},
	{"aws:PrincipalTag/", "where that is not known", "session", Knowledge{}, "open"},
	{"aws:PrincipalIsAWSService", "a role is none, also one that a service uses", "session", Knowledge{}, "false"},
	{"aws:PrincipalIsAWSService", "a service is", "service", Knowledge{}, "true"},
	{"aws:PrincipalServiceName", "a service's own", "service", Knowledge{}, "ec2.amazonaws.com"},
	{"aws:PrincipalServiceName", "a role has none", "session", Knowledge{}, "absent"},
	{"aws:PrincipalServiceNamesList", "a role has none", "session", Knowledge{}, "absent"},
	{"aws:PrincipalServiceNamesList", "a service may have more names", "service", Knowledge{}, "open"},
	{"aws:userid", "role id and session name", "session", Knowledge{}, "AROAEXAMPLE:s"},
	{"aws:userid", "a session without a known name", "role", Knowledge{}, "present:AROAEXAMPLE:?*"},
	{"aws:userid", "a service has none", "service", Knowledge{}, "absent"},
	{"aws:username", "a role has none", "session", Knowledge{}, "absent"},
	{"aws:username", "a user's name is without the path", "user", Knowledge{}, "ann"},
	{"aws:username", "the root user has none", "root", Knowledge{}, "absent"},
	{"aws:SourceArn", "only with a service's call", "session", Knowledge{}, "absent"},
	{"aws:SourceArn", "a service says for what", "service", Knowledge{}, "open"},
	{"aws:SourceAccount", "only with a service's call", "session", Knowledge{}, "absent"},
	{"aws:SourceAccount", "a service says for whom", "service", Knowledge{}, "open"},
	{"aws:SourceOrgID", "only with a service's call", "session", Knowledge{}, "absent"},
	{"aws:SourceOrgPaths", "only with a service's call", "session", Knowledge{}, "absent"},
	{"aws:ResourceAccount", "the bucket's", "session", Knowledge{Owner: "444455556666"}, "444455556666"},
	{"aws:ResourceAccount", "that is not known", "session", Knowledge{}, "open"},
	{"s3:ResourceAccount", "the bucket's", "session", Knowledge{Owner: "444455556666"}, "444455556666"},
	{"aws:ResourceOrgID", "of the role's own account", "session", Knowledge{Owner: "111122223333", OrgID: "o-a"}, "o-a"},
	{"aws:ResourceOrgID", "which is in no organization", "session", Knowledge{Owner: "111122223333", NoOrg: true}, "absent"},
	{"aws:ResourceOrgID", "of another known member", "session", Knowledge{Owner: "444455556666", OrgID: "o-a", OwnerOrgID: "o-a"}, "o-a"},
	{"aws:ResourceOrgID", "of an account of which nothing is known", "session", Knowledge{Owner: "444455556666", OrgID: "o-a"}, "open"},
	{"aws:ResourceOrgPaths", "of the role's own account", "session", Knowledge{Owner: "111122223333", OrgID: "o-a", OrgPath: "o-a/r-b/"}, "{o-a/r-b/}"},
	{"aws:ResourceOrgPaths", "of another member whose place is not known", "session", Knowledge{Owner: "444455556666", OwnerOrgID: "o-a"}, "present:o-a/?*"},
	{"aws:ResourceOrgPaths", "of a stranger", "session", Knowledge{Owner: "444455556666", OrgID: "o-a", OrgPath: "o-a/r-b/"}, "open"},
	{"aws:ResourceTag/", "attribute-based control is off", "session", Knowledge{NoBucketTags: true}, "absent"},
	{"aws:ResourceTag/", "it may be on", "session", Knowledge{}, "open"},
	{"s3:BucketTag/", "attribute-based control is off", "session", Knowledge{NoBucketTags: true}, "absent"},
	{"aws:RequestedRegion", "the bucket's", "session", Knowledge{Region: "eu-west-1"}, "eu-west-1"},
	{"aws:RequestedRegion", "that is not known", "session", Knowledge{}, "open"},
	{"s3:DataAccessPointArn", "to a bucket's name", "session", Knowledge{ToBucket: true}, "absent"},
	{"s3:DataAccessPointArn", "to an access point", "session", Knowledge{PointARN: "arn:p"}, "arn:p"},
	{"s3:DataAccessPointAccount", "to an access point", "session", Knowledge{PointARN: "arn:p", PointAccount: "444455556666"}, "444455556666"},
	{"s3:DataAccessPointAccount", "to a bucket's name", "session", Knowledge{ToBucket: true}, "absent"},
	{"s3:AccessPointNetworkOrigin", "to an access point", "session", Knowledge{PointARN: "arn:p", PointOrigin: "VPC"}, "VPC"},
	{"s3:AccessPointNetworkOrigin", "whose origin is not known", "session", Knowledge{PointARN: "arn:p"}, "present"},
	{"s3:max-keys", "a listing has it though the client sends none", "session", Knowledge{Action: "s3:ListBucket"}, "present"},
	{"s3:max-keys", "so has one of versions", "session", Knowledge{Action: "s3:ListBucketVersions"}, "present"},
	{"s3:max-keys", "HeadBucket lists nothing", "session", Knowledge{Action: "s3:ListBucket", Operation: "HeadBucket"}, "open"},
	{"s3:max-keys", "a read has none", "session", Knowledge{Action: "s3:GetObject"}, "absent"},
	{"s3:ObjectCreationOperation", "PutObject makes the object", "session", Knowledge{Action: "s3:PutObject", Operation: "PutObject"}, "true"},
	{"s3:ObjectCreationOperation", "CopyObject does", "session", Knowledge{Action: "s3:PutObject", Operation: "CopyObject"}, "true"},
	{"s3:ObjectCreationOperation", "the end of an upload in parts does", "session", Knowledge{Action: "s3:PutObject", Operation: "CompleteMultipartUpload"}, "true"},
	{"s3:ObjectCreationOperation", "its beginning does not", "session", Knowledge{Action: "s3:PutObject", Operation: "CreateMultipartUpload"}, "false"},
	{"s3:ObjectCreationOperation", "a part does not", "session", Knowledge{Action: "s3:PutObject", Operation: "UploadPart"}, "false"},
	{"s3:ObjectCreationOperation", "a copied part does not", "session", Knowledge{Action: "s3:PutObject", Operation: "UploadPartCopy"}, "false"},
	{"s3:ObjectCreationOperation", "by which call is not known", "session", Knowledge{Action: "s3:PutObject"}, "present"},
	{"s3:ObjectCreationOperation", "another action of the call", "session", Knowledge{Action: "s3:PutObjectAcl", Operation: "PutObject"}, "open"},
	{"aws:ViaAWSService", "S3 asks KMS for the caller", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "true"},
	{"aws:ViaAWSService", "the caller asks himself", "session", Knowledge{Direct: true}, "false"},
	{"aws:ViaAWSService", "that is not said", "session", Knowledge{}, "open"},
	{"aws:CalledVia", "S3 asks KMS for the caller", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "{s3.amazonaws.com}"},
	{"aws:CalledVia", "the caller asks himself", "session", Knowledge{Direct: true}, "absent"},
	{"aws:CalledViaFirst", "S3 asks KMS for the caller", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "s3.amazonaws.com"},
	{"aws:CalledViaLast", "S3 asks KMS for the caller", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "s3.amazonaws.com"},
	{"aws:CalledViaLast", "the caller asks himself", "session", Knowledge{Direct: true}, "absent"},
	{"kms:ViaService", "S3 asks KMS for the caller", "session", Knowledge{Forwarded: "s3.amazonaws.com", Region: "eu-west-1"}, "s3.eu-west-1.amazonaws.com"},
	{"kms:ViaService", "in China it ends alike", "session", Knowledge{Forwarded: "s3.amazonaws.com", Region: "cn-north-1"}, "s3.cn-north-1.amazonaws.com"},
	{"kms:ViaService", "in a Region that is not known", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "present"},
	{"kms:ViaService", "the caller asks himself", "session", Knowledge{Direct: true}, "absent"},
	{"kms:CallerAccount", "the role's", "session", Knowledge{Action: "kms:Decrypt"}, "111122223333"},
	{"kms:CallerAccount", "of what is not asked of KMS", "session", Knowledge{Action: "s3:GetObject"}, "open"},
	{"aws:SecureTransport", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:SecureTransport", "is the caller's to choose", "session", Knowledge{Direct: true}, "open"},
	{"s3:TlsVersion", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:SourceIp", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com", Endpoint: "vpce-1"}, "absent"},
	{"aws:SourceIp", "through an endpoint there is none", "session", Knowledge{Endpoint: "vpce-1"}, "absent"},
	{"aws:SourceIp", "else nothing is known of it", "session", Knowledge{Direct: true}, "open"},
	{"aws:VpcSourceIp", "through an endpoint", "session", Knowledge{Endpoint: "vpce-1"}, "present"},
	{"aws:VpcSourceIp", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:SourceVpce", "through an endpoint", "session", Knowledge{Endpoint: "vpce-1"}, "vpce-1"},
	{"aws:SourceVpce", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com", Endpoint: "vpce-1"}, "absent"},
	{"aws:SourceVpc", "through an endpoint of a known VPC", "session", Knowledge{Endpoint: "vpce-1", EndpointVPC: "vpc-1"}, "vpc-1"},
	{"aws:SourceVpc", "through an endpoint", "session", Knowledge{Endpoint: "vpce-1"}, "present"},
	{"aws:SourceVpc", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:SourceVpcArn", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:VpceAccount", "of a known owner", "session", Knowledge{Endpoint: "vpce-1", EndpointAccount: "444455556666"}, "444455556666"},
	{"aws:VpceAccount", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:VpceOrgID", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
	{"aws:VpceOrgID", "the endpoint's owner may be in none", "session", Knowledge{Endpoint: "vpce-1"}, "open"},
	{"aws:VpceOrgPaths", "is not passed on", "session", Knowledge{Forwarded: "s3.amazonaws.com"}, "absent"},
}

// TestDerivedKeys holds every row of the table to AWS's page, key by key.
func TestDerivedKeys(t *testing.T) {
	name := func(s string) arn.ARN { a, _ := arn.Parse(s); return a }
	callers := map[string]Caller{
		"session":   {Role: name("arn:aws:iam::111122223333:role/team/app"), ID: "AROAEXAMPLE", Session: "s"},
		"role":      {Role: name("arn:aws:iam::111122223333:role/team/app"), ID: "AROAEXAMPLE"},
		"user":      {User: name("arn:aws:iam::111122223333:user/team/ann")},
		"root":      {User: name("arn:aws:iam::111122223333:root")},
		"service":   {Service: "ec2.amazonaws.com"},
		"federated": {Federated: "accounts.google.com"},
	}
	tested := map[string]bool{}
	for _, row := range derivedCases {
		tested[row.key] = true
		c, key := callers[row.caller], lower(row.key)
		if strings.HasSuffix(key, "/") {
			key += "some"
		}
		got := "open"
		if v, ok := Known(&c, row.known)[key]; ok {
			got = told(v)
		} else if row.known.Lacks(&c, key) {
			got = "absent"
		}
		if got != row.want {
			t.Errorf("%s: %s (%s): %s, want %s", row.key, row.about, row.caller, got, row.want)
		}
	}
	seen := map[string]bool{}
	for _, d := range derivations {
		if !tested[d.key] || d.page == "" || seen[lower(d.key)] {
			t.Errorf("%s: no case, no page, or a second row", d.key)
		}
		seen[lower(d.key)] = true
	}
	for key := range tested {
		if !seen[lower(key)] {
			t.Errorf("%s: no row", key)
		}
	}
	for _, key := range OperationKeys {
		if !slices.ContainsFunc(derivations, func(d derivation) bool { return lower(d.key) == key }) {
			t.Errorf("%s: no row", key)
		}
	}
}

func told(v condition.Value) string {
	switch {
	case v.State == condition.Absent:
		return "absent"
	case v.State == condition.PresentUnknown && v.Within != nil:
		return "present:" + v.Within.String()
	case v.State == condition.PresentUnknown:
		return "present"
	case v.Set:
		return "{" + strings.Join(v.Values, " ") + "}"
	}
	return fmt.Sprint(strings.Join(v.Values, " "))
}
