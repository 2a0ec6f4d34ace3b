# METADATA
# title: Block Public Access cuts the grant off
# description: |
#   RestrictPublicBuckets is on, and S3 takes the bucket policy for public because
#   of one statement. Then the policy as a whole lets in nobody of another account,
#   not even by its statements that name the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: name fixed principals in the statement
#   since: 0.1.0
package rules.access["public-access-block-cuts-grant"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(cut, message), repair) if {
	input.cross_account
	some cut in cuts
	message := "this makes the policy public: RestrictPublicBuckets then cuts the role off"
	repair := naming(cut)
}

cuts contains cut if {
	some capability in input.capabilities
	capability.meant
	cut := capability.refused.cut_off
}

naming(cut) := fix.unsafe(fix.meant("name the role instead of everybody", [fix.replace(
	cut.principal,
	{"AWS": input.role.arn},
)])) if {
	cut.principal
}

naming(cut) := {"description": "find the statement that S3 takes for public, and name fixed principals in it"} if {
	not cut.principal
}
