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
import data.lib.fix

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

findings contains finding.fixed(finding.at(statement, message), repair) if {
	input.cross_account
	input.bucket.policy_absent
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some statement in input.named_by_role
	message := sprintf("bucket %s of account %s has no policy that grants to the role", [
		input.bucket.name,
		input.bucket.account,
	])
	repair := fix.commands("grant to the role what its own policies speak of", [sprintf(
		"aws s3api put-bucket-policy --bucket %s --policy '%s'",
		[input.bucket.name, json.marshal(policy)],
	)])
}

policy := {"Version": "2012-10-17", "Statement": [statement |
	some capability in input.capabilities
	capability.meant
	some action, leg in capability.legs
	statement := {
		"Effect": "Allow",
		"Principal": {"AWS": input.role.arn},
		"Action": action,
		"Resource": resource(action),
	}
]}

resource("s3:ListBucket") := sprintf("%s", [input.bucket.arn])

resource(action) := sprintf("%s/*", [input.bucket.arn]) if action != "s3:ListBucket"
