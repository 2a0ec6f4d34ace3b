package s3

import "github.com/crossgrant/crossgrant/internal/condition"

// Ownership is a bucket's Object Ownership setting (S3 User Guide, Controlling
// ownership of objects and disabling ACLs for your bucket).
type Ownership string

// The three settings; a bucket that has none behaves as ObjectWriter. The zero
// Ownership is a setting that is not known.
const (
	OwnerEnforced  Ownership = "BucketOwnerEnforced"
	OwnerPreferred Ownership = "BucketOwnerPreferred"
	ObjectWriter   Ownership = "ObjectWriter"
)

// FullControl is the canned ACL that hands an upload to the bucket's owner.
const FullControl = "bucket-owner-full-control"

// CannedACLs are the other ACLs that an upload can name (S3 User Guide, Canned
// ACL).
var CannedACLs = []string{
	"private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read",
}

// Condition keys of the ACL headers of an upload, in lower case.
const (
	CannedACLKey = "s3:x-amz-acl"
	GrantKey     = "s3:x-amz-grant-full-control"
)

// AcceptsACL reports whether an upload with that canned ACL is accepted: where
// ownership is enforced every ACL but bucket-owner-full-control fails with
// AccessControlListNotSupported. An empty acl is an upload without the header.
// Where the setting is not known it may be accepted, and the answer is true.
func (o Ownership) AcceptsACL(acl string) bool {
	return o != OwnerEnforced || acl == "" || acl == FullControl
}

// OwnsUpload reports whether the bucket's owner owns an object that another
// account uploads with that canned ACL. Where the setting is not known that is
// not certain, and the answer is false.
func (o Ownership) OwnsUpload(acl string) bool {
	return o == OwnerEnforced || o == OwnerPreferred && acl == FullControl
}

// Enforced tells whether access control lists are disabled and every object
// belongs to the bucket's owner.
func (o Ownership) Enforced() condition.Truth {
	if o == "" {
		return condition.Unknown
	}
	return truth(o == OwnerEnforced)
}
