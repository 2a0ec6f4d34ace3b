// Package s3 is what is particular to S3, as knowledge: which actions an API
// operation needs and on which ARN, and who owns what is written. It decides
// nothing; authz and access put it together with policies.
package s3

// Capability is what people ask for: to list, read, write or delete.
type Capability string

// The four capabilities.
const (
	List   Capability = "list"
	Read   Capability = "read"
	Write  Capability = "write"
	Delete Capability = "delete"
)

// Capabilities lists all, in the order in which they are printed.
var Capabilities = []Capability{List, Read, Write, Delete}

// Target is the kind of ARN that an action takes.
type Target uint8

// Bucket actions take arn:P:s3:::b, object actions arn:P:s3:::b/key.
const (
	Bucket Target = iota
	Object
)

// Leg is one action on one resource that an operation needs. All legs of an
// operation have to be allowed.
type Leg struct {
	Action string
	On     Target
	// IfACL: only a request that carries an ACL header needs it.
	IfACL bool
}

// Operation is an S3 API operation with its legs (S3 User Guide, Required
// permissions for Amazon S3 API operations).
type Operation struct {
	Name       string
	Capability Capability
	Legs       []Leg
}

// Operations holds the operation that stands for each capability.
var Operations = map[Capability]Operation{
	List:   {"ListObjectsV2", List, []Leg{{Action: "s3:ListBucket", On: Bucket}}},
	Read:   {"GetObject", Read, []Leg{{Action: "s3:GetObject", On: Object}}},
	Write:  {"PutObject", Write, []Leg{{Action: "s3:PutObject", On: Object}, {Action: "s3:PutObjectAcl", On: Object, IfACL: true}}},
	Delete: {"DeleteObject", Delete, []Leg{{Action: "s3:DeleteObject", On: Object}}},
}
