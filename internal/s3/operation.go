// Package s3 is what is particular to S3, as knowledge: which actions an API
// operation needs and on which ARN, what an access control list permits, who
// owns what is written, which policies are public, and how S3 asks KMS.
//
// All of it is tables and small functions of one setting. It decides nothing;
// authz and access put it together with policies.
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

// Target is the kind of resource that an action takes.
type Target uint8

// Bucket actions take arn:P:s3:::b, object actions arn:P:s3:::b/key, key
// actions the ARN of a KMS key. Account actions take no resource. A Source is
// the object that a copy reads, a SourceKey the KMS key of that object.
const (
	Bucket Target = iota
	Object
	Key
	Source
	SourceKey
	Account
)

// Feature is something that a request may carry and that changes what it needs.
type Feature uint16

// The features of requests. Encrypted is the use of SSE-KMS by the object that
// is read or written, SourceEncrypted by the one that is copied.
const (
	Versioned Feature = 1 << iota // names a versionId
	ACLHeader
	TagHeader
	RetentionHeader
	LegalHoldHeader
	Encrypted
	SourceEncrypted
	SourceVersioned
	SourceTags     // the tags of the source are copied
	ChecksumMode   // asks for the checksum
	MatchesETag    // If-Match with an ETag
	BypassLock     // x-amz-bypass-governance-retention
	BucketACL      // an ACL other than private for a new bucket
	OwnershipGiven // x-amz-object-ownership for a new bucket
	ObjectLock     // object lock for a new bucket
)

// Leg is one action on one resource that an operation needs. All legs of an
// operation have to be allowed.
type Leg struct {
	Action string
	On     Target
	// IfACL: only a request that carries an ACL header needs it.
	IfACL bool
	// If names features that a request must all have to need the leg, Unless
	// those of which each spares it.
	If, Unless Feature
	// Doubt says why AWS's documents leave open whether lacking it fails the call.
	Doubt string
}

// Operation is an S3 API operation with the legs that it may need (S3 User
// Guide, Required permissions for Amazon S3 API operations; S3 API Reference).
type Operation struct {
	Name       string
	Capability Capability // empty for what is no capability
	Legs       []Leg
	// Status is the HTTP status of a success where it is not 200.
	Status int
	// Creates: the legs are about an object that the call makes, not about one
	// that exists.
	Creates bool
}

// Needs returns the legs of a request with the features.
func (o *Operation) Needs(f Feature) []Leg {
	var legs []Leg
	for _, l := range o.Legs {
		if f&l.If == l.If && f&l.Unless == 0 {
			legs = append(legs, l)
		}
	}
	return legs
}

// Operations holds the operation that stands for each capability, with what a
// plain call needs.
var Operations = map[Capability]Operation{
	List:   plain("ListObjectsV2", List),
	Read:   plain("GetObject", Read),
	Write:  plain("PutObject", Write),
	Delete: plain("DeleteObject", Delete),
}

// plain returns an operation as a plain call makes it.
func plain(name string, c Capability) Operation {
	o, _ := FindOperation(name)
	p := o.Plain()
	p.Capability = c
	return p
}

// Plain returns the operation with the legs that a call without features needs
// on bucket, object and account, and the one of an ACL header: no keys and no
// sources of copies. It leaves the Status out.
func (o *Operation) Plain() Operation {
	p := Operation{Name: o.Name, Capability: o.Capability, Creates: o.Creates}
	for _, l := range o.Legs {
		if (l.IfACL || l.If == 0) && (l.On == Bucket || l.On == Object || l.On == Account) {
			l.If, l.Unless = 0, 0
			p.Legs = append(p.Legs, l)
		}
	}
	return p
}
