package input

import "github.com/crossgrant/crossgrant/internal/policy"

// Organization is what a file states about an organization of AWS
// Organizations.
type Organization struct {
	ID                string // o-...
	ManagementAccount string // 12 digits, or empty
	At                Place
}

// Target is what a file states about a root, an organizational unit or an
// account: what SCPs and RCPs are attached to. Any part may be missing.
type Target struct {
	ID   string // r-..., ou-..., or the 12 digits of an account
	Name string
	// Organization is the id of the organization it is in, empty if unknown.
	Organization string
	// Parent is the id of the root or unit right above it, empty if unknown; a
	// root has none.
	Parent string
	At     Place
	// SCPs and RCPs are what is attached to the target itself.
	SCPs, RCPs Setting[[]OrganizationPolicyRef]
	// AmongSCPs and AmongRCPs are attached, too, by sources that do not say what else is.
	AmongSCPs, AmongRCPs []OrganizationPolicyRef
	// Enabled are the policy types that act in the organization, as list-roots
	// tells for a root: SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY.
	Enabled Setting[[]string]
}

// Attached returns the list of the attached policies of a type, in the words of
// Organizations; nil for a type that neither grants nor denies.
func (t *Target) Attached(policyType string) *Setting[[]OrganizationPolicyRef] {
	switch policyType {
	case "SERVICE_CONTROL_POLICY":
		return &t.SCPs
	case "RESOURCE_CONTROL_POLICY":
		return &t.RCPs
	}
	return nil
}

// Among is Attached for the policies that are attached among others.
func (t *Target) Among(of policy.Type) *[]OrganizationPolicyRef {
	if of == policy.RCP {
		return &t.AmongRCPs
	}
	return &t.AmongSCPs
}

// OrganizationPolicyRef names a policy that is attached to a target.
type OrganizationPolicyRef struct {
	ID, Name, ARN string
	AWSManaged    bool
	At            Place
}

// OrganizationPolicy is an SCP or RCP with its text.
type OrganizationPolicy struct {
	ID, Name, ARN string
	AWSManaged    bool
	At            Place
	Document      *policy.Document // of type SCP or RCP
}

// VPCEndpoint is what a file states about a VPC endpoint of S3.
type VPCEndpoint struct {
	Account string // 12 digits, or empty
	ID      string // vpce-...
	VPC     string // vpc-...
	Service string // com.amazonaws.eu-west-1.s3
	Kind    string // Gateway, Interface
	At      Place
	Policy  Setting[*policy.Document]
}

// AccessPoint is what a file states about an S3 access point. Any part may be
// missing.
type AccessPoint struct {
	Account, Region, Name string
	ARN                   string // empty if unknown
	Alias                 string
	Bucket, BucketAccount string
	NetworkOrigin         string // Internet, VPC
	VPC                   string
	At                    Place
	Policy                Setting[*policy.Document]
	PublicAccessBlock     Setting[PublicAccessBlock]
}
