# METADATA
# title: The bucket policy grants nothing to a role of another account
# description: |
#   Across accounts the bucket's side has to allow as well, and no statement
#   of the bucket policy comes near.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
# custom:
#   severity: error
#   subject: access
#   remedy: grant the action to the role in the bucket policy
#   since: 0.1.0
package rules.access["not-granted-by-bucket"]

import data.lib.finding

findings contains finding.at(input.bucket.policy, message) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	input.cross_account
	some action, leg in capability.legs
	leg.layers.bucket_policy.silent
	not leg.layers.bucket_policy.nearest
	message := sprintf("no statement of the bucket policy allows %s to the role", [action])
}
