package authz

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// TestBecause holds the ends of AWS's 403 messages (IAM User Guide, Troubleshoot
// access denied error messages; S3 User Guide, Troubleshoot access denied
// errors), and our own words where no policy is the cause.
func TestBecause(t *testing.T) {
	for _, row := range []struct {
		reason Reason
		want   string
	}{
		{Reason{Layer: Identity}, "because no identity-based policy allows the s3:PutObject action"},
		{Reason{Layer: Identity, Effect: policy.Deny}, "with an explicit deny in an identity-based policy"},
		{Reason{Layer: BucketPolicy}, "because no resource-based policy allows the s3:PutObject action"},
		{Reason{Layer: BucketPolicy, Effect: policy.Deny}, "with an explicit deny in a resource-based policy"},
		{Reason{Layer: KMS}, "because no resource-based policy allows the s3:PutObject action"},
		{Reason{Layer: AccessPoint, Effect: policy.Deny}, "with an explicit deny in a resource-based policy"},
		{Reason{Layer: Trust}, "because no resource-based policy allows the s3:PutObject action"},
		{Reason{Layer: Boundary}, "because no permissions boundary allows the s3:PutObject action"},
		{Reason{Layer: Session}, "because no session policy allows the s3:PutObject action"},
		{Reason{Layer: SCP}, "because no service control policy allows the s3:PutObject action"},
		{Reason{Layer: SCP, Effect: policy.Deny}, "with an explicit deny in a service control policy"},
		{Reason{Layer: RCP, Effect: policy.Deny}, "with an explicit deny in a resource control policy"},
		{Reason{Layer: VPCEndpoint}, "because no VPC endpoint policy allows the s3:PutObject action"},
		{Reason{Layer: PublicAccess, Effect: policy.Deny}, "with an explicit deny in a resource-based policy"},
		{Reason{Layer: PublicAccess, Effect: policy.Deny, Wanted: publicACLWanted},
			"because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access"},
		{Reason{Layer: RequestRules, Wanted: "x-amz-request-payer", Found: "none"}, "because x-amz-request-payer is required; found none"},
	} {
		// An unset Effect is that of a layer which has to allow and does not.
		if row.reason.Effect == 0 {
			row.reason.Effect = policy.Allow
		}
		if got := row.reason.Because("s3:PutObject"); got != row.want {
			t.Errorf("%s %s: %q, want %q", row.reason.Layer, row.reason.Effect, got, row.want)
		}
	}
}
