package authz

// LayerName names a layer, by the names that reasons print.
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
	// Missing names policies that are known to exist, without their text.
	Missing []string
}

// Of returns the layer that holds these policies, and is Absent without any.
func Of(policies ...*Policy) Layer {
	if len(policies) == 0 {
		return Layer{}
	}
	return Layer{State: Present, Policies: policies}
}

// open reports whether some of the layer's text is missing.
func (l *Layer) open() bool { return l.State == NotExported || len(l.Missing) > 0 }

// Layers is every policy and setting on the way of a request. Layers that can
// only take away and are not known to exist (session, VPC endpoint, SCP, RCP)
// are left Absent by the caller, who says so in the answer.
type Layers struct {
	Identity     Layer
	Boundary     Layer
	Session      Layer
	BucketPolicy Layer
	Endpoint     Layer
	// SCPs and RCPs are levels from the organization's root down to the
	// account; each level must allow (Organizations User Guide, SCP evaluation).
	SCPs, RCPs []Layer
	// Unmodelled names further layers that exist and are not decided here.
	Unmodelled []LayerName
}
