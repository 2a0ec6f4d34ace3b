package failure

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
)

// answer is how a call says that there is nothing, and the setting that it
// would have filled.
type answer struct {
	absent string
	set    func(*input.Records, input.Failure)
}

// answers holds the codes of the S3 and IAM API References. Without ownership
// controls objects belong to their writer; that is for package s3 to know.
var answers = map[string]answer{
	"GetBucketPolicy": {"NoSuchBucketPolicy",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Policy, f) })},
	"GetBucketPolicyStatus": {"NoSuchBucketPolicy",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.PolicyPublic, f) })},
	"GetBucketAcl": {"",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.ACL, f) })},
	"GetBucketOwnershipControls": {"OwnershipControlsNotFoundError",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Ownership, f) })},
	"GetPublicAccessBlock": {"NoSuchPublicAccessBlockConfiguration", publicAccessBlock},
	"GetBucketEncryption": {"ServerSideEncryptionConfigurationNotFoundError",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Encryption, f) })},
	"GetBucketLocation": {"",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Region, f) })},
	"GetBucketVersioning": {"",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Versioning, f) })},
	"GetBucketRequestPayment": {"",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Payer, f) })},
	"GetBucketTagging": {"NoSuchTagSet",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.Tags, f) })},
	"GetBucketAbac": {"",
		bucket(func(b *input.Bucket, f input.Failure) { mark(&b.ABAC, f) })},
	"GetKeyPolicy": {"",
		key(func(k *input.Key, f input.Failure) { mark(&k.Policy, f) })},
	"ListGrants": {"",
		key(func(k *input.Key, f input.Failure) { mark(&k.Grants, f) })},
	"GetAccessPointPolicy":       {"NoSuchAccessPointPolicy", accessPointPolicy},
	"GetAccessPointPolicyStatus": {absent: "NoSuchAccessPointPolicy"},
	"ListPoliciesForTarget":      {"", attached},
	// The account is in no organization: there is nothing to be exported of it.
	"DescribeOrganization": {absent: "AWSOrganizationsNotInUseException"},
	"ListRolePolicies": {"",
		role(func(r *input.Role, f input.Failure) { mark(&r.InlineNames, f) })},
	"ListAttachedRolePolicies": {"",
		role(func(r *input.Role, f input.Failure) { mark(&r.Attached, f) })},
	"GetRole":          {absent: noSuchEntity},
	"GetRolePolicy":    {absent: noSuchEntity},
	"GetPolicy":        {absent: noSuchEntity},
	"GetPolicyVersion": {absent: noSuchEntity},
}

// noSuchEntity is IAM's answer about a role or policy that was deleted between
// two calls of an export. It is listed: no setting becomes known by it.
const noSuchEntity = "NoSuchEntity"

func mark[T any](setting *input.Setting[T], f input.Failure) {
	setting.State, setting.At = f.State, f.At
}

func bucket(set func(*input.Bucket, input.Failure)) func(*input.Records, input.Failure) {
	return func(records *input.Records, f input.Failure) {
		b := input.Bucket{Account: f.Of.Account, Name: f.Of.Bucket, At: f.At}
		set(&b, f)
		records.Buckets = append(records.Buckets, b)
	}
}

func key(set func(*input.Key, input.Failure)) func(*input.Records, input.Failure) {
	return func(records *input.Records, f input.Failure) {
		k := input.Key{Account: f.Of.Account, At: f.At}
		k.ID, k.Region, _ = strings.Cut(f.Of.Key, "@")
		set(&k, f)
		records.Keys = append(records.Keys, k)
	}
}

func role(set func(*input.Role, input.Failure)) func(*input.Records, input.Failure) {
	return func(records *input.Records, f input.Failure) {
		r := input.Role{Account: f.Of.Account, Name: f.Of.Role, At: f.At}
		set(&r, f)
		records.Roles = append(records.Roles, r)
	}
}

func accessPointPolicy(records *input.Records, f input.Failure) {
	if f.Of.AccessPoint == "" {
		return
	}
	p := input.AccessPoint{Account: f.Of.Account, Region: f.Of.Region, Name: f.Of.AccessPoint, At: f.At}
	mark(&p.Policy, f)
	records.AccessPoints = append(records.AccessPoints, p)
}

// attached is asked of a target for one type of policies at a time, which the
// file's name tells.
func attached(records *input.Records, f input.Failure) {
	t := input.Target{ID: f.Of.Target, At: f.At}
	if list := t.Attached(f.Of.AttachedType()); t.ID != "" && list != nil {
		mark(list, f)
		records.Targets = append(records.Targets, t)
	}
}

// publicAccessBlock is asked of buckets and of accounts under one name.
func publicAccessBlock(records *input.Records, f input.Failure) {
	setting := input.Setting[input.PublicAccessBlock]{State: f.State, At: f.At}
	if f.Of.Account != "" && f.Of.Bucket == "" {
		records.Accounts = append(records.Accounts,
			input.Account{ID: f.Of.Account, At: f.At, PublicAccessBlock: setting})
		return
	}
	records.Buckets = append(records.Buckets,
		input.Bucket{Account: f.Of.Account, Name: f.Of.Bucket, At: f.At, PublicAccessBlock: setting})
}
