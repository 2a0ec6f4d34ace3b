package authz

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// LayerName names a layer as reasons print it.
type LayerName string

// The layers in the order in which AWS documents them.
const (
	SCP          LayerName = "scp"
	RCP          LayerName = "rcp"
	VPCEndpoint  LayerName = "vpc_endpoint"
	Identity     LayerName = "identity"
	Boundary     LayerName = "boundary"
	Session      LayerName = "session"
	BucketPolicy LayerName = "bucket_policy"
	AccessPoint  LayerName = "access_point"
	PublicAccess LayerName = "block_public_access"
	Ownership    LayerName = "object_ownership"
	ACL          LayerName = "acl"
	KMS          LayerName = "kms"
	Trust        LayerName = "trust"
	AccessGrants LayerName = "access_grants"
	RequestRules LayerName = "request"
)

// State says how a layer is known. The zero State is a layer that is known
// not to exist.
type State uint8

// A NotExported layer may exist, its text is missing; an Unmodelled one exists
// and is not decided here.
const (
	Absent State = iota
	Present
	NotExported
	Unmodelled
)

// Layer is one policy type on the way of a request. The policies of a layer
// add up: any of them may allow, each of them may deny.
type Layer struct {
	State    State
	Policies []*Policy
	// Missing names policies that are known to exist, without their text; Unread
	// those whose text is no policy document.
	Missing, Unread []string
	// Doubts say what else leaves open what the layer says, each with its reason:
	// "inline policy p, whose document is in no file".
	Doubts []string
	// At is the level that SCPs and RCPs are attached to: "ou-ab12-11111111
	// (Workloads)". Other layers have none.
	At string
}

// Of returns the layer that holds these policies, and is Absent without any.
func Of(policies ...*Policy) Layer {
	if len(policies) == 0 {
		return Layer{}
	}
	l := Layer{State: Present}
	for _, p := range policies {
		l.Add(p)
	}
	return l
}

// Add puts a policy beside the others of the layer. One that could not be read
// leaves the layer open: it may say anything.
func (l *Layer) Add(p *Policy) {
	if p.Open != "" {
		l.Doubts = append(l.Doubts, p.Open)
		return
	}
	if p.Document.Unread() {
		l.Unread = append(l.Unread, p.Name)
		return
	}
	l.Policies = append(l.Policies, p)
}

// Open reports whether some of the layer's text is missing or could not be read.
func (l *Layer) Open() bool {
	return l.State == NotExported || len(l.Missing)+len(l.Unread)+len(l.Doubts) > 0
}

// Layers is every policy and setting on the way of a request. Layers that can
// only take away and are not known to exist (session, VPC endpoint, SCP, RCP)
// are left Absent by the caller, who says so in the answer. So are Settings
// left nil where a request is to be decided by policies alone.
type Layers struct {
	Identity Layer
	Boundary Layer
	Session  Layer
	Endpoint Layer
	// Interface: the endpoint is an interface endpoint, not a gateway one.
	Interface condition.Truth
	// SCPs and RCPs are levels from the organization's root down to the
	// account; each level must allow (Organizations User Guide, SCP evaluation).
	SCPs, RCPs []Layer

	// The resource-based policy: of the bucket for what S3 is asked; of the key
	// for kms actions, if there is a Key; of the role for sts actions, if Trust
	// is not Absent; of the S3 Access Grants instance for what is asked of one.
	BucketPolicy Layer
	Key          *Key
	Trust        Layer
	AccessGrants Layer
	// Settings are the bucket's.
	Settings *Settings
	// Point is the access point to whose ARN the request goes.
	Point *Point

	// Unmodelled names further layers that exist and are not decided here.
	Unmodelled []LayerName
}

// Settings are what a bucket is set to, beside its policy. Each zero value is
// a setting that is not known.
type Settings struct {
	Ownership s3.Ownership
	ACL       *s3.ACL
	Block     s3.PublicAccessBlock // the effective one, see s3.Effective
	// Public is AWS's own verdict on the policy (get-bucket-policy-status),
	// which beats ours.
	Public        condition.Truth
	RequesterPays condition.Truth
	Versioned     condition.Truth
	// BlocksSSEC: uploads with keys of the client's own fail.
	BlocksSSEC condition.Truth
}

// Object is the existing object that a request is about.
type Object struct {
	Owner string  // the account that owns it; empty if unknown
	ACL   *s3.ACL // nil if unknown
}

// Point is an access point, or a Multi-Region Access Point.
type Point struct {
	Account string
	Bucket  string // the name of the bucket behind it
	Policy  Layer
	VPC     bool // its network origin is a VPC
}

// Key is the KMS key of an object.
type Key struct {
	Policy Layer
	// Managed: it is an AWS managed key, which RCPs do not touch.
	Managed bool
	Grants  []KeyGrant
	// Wanted and Found say why KMS does not use the key whatever the policies
	// allow; empty where it does.
	Wanted, Found string
}

// Usable finds whether S3 can use the key at all: it has to be enabled, and to
// lie in the Region of the bucket (KMS Developer Guide, Key states of AWS KMS
// keys; S3 User Guide, Using server-side encryption with AWS KMS keys). What is
// not known is empty, and taken not to stand in the way.
func (k *Key) Usable(state, region, bucketRegion string) {
	switch {
	case state != "" && state != "Enabled":
		k.Wanted, k.Found = "a key that is enabled", state
	case region != "" && bucketRegion != "" && region != bucketRegion:
		k.Wanted, k.Found = "a key in "+bucketRegion+", the bucket's Region", "one in "+region
	}
}

// KeyGrant is a grant of a KMS key: it allows one principal some operations,
// under constraints (KMS Developer Guide, Grants in AWS KMS).
type KeyGrant struct {
	Grantee    string   // a principal's ARN; the name of a service matches nobody
	Operations []string // Decrypt, without the prefix kms:
	// Equals and Subset are constraints on the encryption context: Equals asks
	// for these pairs and no others, so an empty one for a request without any;
	// Subset asks for these pairs among others. A nil one constrains nothing.
	Equals, Subset map[string]string
}
