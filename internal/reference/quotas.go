package reference

import "slices"

// Quota is how long a policy may be.
type Quota struct {
	Of     string // "a managed policy", "the inline policies of a role"
	Most   int
	Raised int // to how much AWS raises it for an account that asks; 0: it does not
	Unit   Unit
	Page   string // AWS's page that says so
}

// Unit is what is counted.
type Unit uint8

const (
	Characters             Unit = iota + 1 // of the text as it is sent
	CharactersWithoutSpace                 // IAM does not count white space
	Bytes
)

// QuotaOf returns the quota of what a policy is, as the table calls it.
func QuotaOf(of string) (Quota, bool) {
	i := slices.IndexFunc(quotas[:], func(q Quota) bool { return q.Of == of })
	if i < 0 {
		return Quota{}, false
	}
	return quotas[i], true
}

const (
	iamQuotas = "IAM User Guide, IAM and AWS STS quotas"
	orgQuotas = "AWS Organizations User Guide, Quotas"
)

// quotas holds each kind of policy once. Those of inline policies are of the sum of all
// that one identity has.
var quotas = [...]Quota{
	{Of: "a managed policy", Most: 6144, Unit: CharactersWithoutSpace, Page: iamQuotas},
	{Of: "the inline policies of a role", Most: 10240, Unit: CharactersWithoutSpace, Page: iamQuotas},
	{Of: "the inline policies of a user", Most: 2048, Unit: CharactersWithoutSpace, Page: iamQuotas},
	{Of: "the inline policies of a group", Most: 5120, Unit: CharactersWithoutSpace, Page: iamQuotas},
	{Of: "a trust policy", Most: 2048, Raised: 8192, Unit: CharactersWithoutSpace, Page: iamQuotas},
	{Of: "a session policy", Most: 2048, Unit: Characters, Page: iamQuotas},
	{Of: "a service control policy", Most: 10240, Unit: Characters, Page: orgQuotas},
	{Of: "a resource control policy", Most: 5120, Unit: Characters, Page: orgQuotas},
	{Of: "a bucket policy", Most: 20480, Unit: Bytes, Page: "Amazon S3 User Guide, Adding a bucket policy"},
	{Of: "an access point policy", Most: 20480, Unit: Bytes, Page: "Amazon S3 User Guide, Access points restrictions and limitations"},
	{Of: "an S3 Access Grants instance policy", Most: 350000, Unit: Characters, Page: "Amazon S3 API Reference, PutAccessGrantsInstanceResourcePolicy"},
	{Of: "a VPC endpoint policy", Most: 20480, Unit: Characters, Page: "AWS PrivateLink Guide, Control access using endpoint policies"},
	{Of: "a key policy", Most: 32768, Unit: Bytes, Page: "AWS KMS Developer Guide, Quotas"},
}
