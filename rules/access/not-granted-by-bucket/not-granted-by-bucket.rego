# METADATA
# title: The bucket policy does not grant what is meant
# description: |
#   Across accounts the bucket's side has to allow as well, and no statement of
#   the bucket policy comes near.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: grant the action to the role in the bucket policy
#   since: 0.1.0
package rules.access["not-granted-by-bucket"]

import data.lib.finding
import data.lib.grant

findings contains finding.fixed(found, repair) if {
	input.cross_account
	count(lacking) > 0
	message := sprintf("the bucket policy does not allow the role %s", [finding.enumerated(lacking)])
	found := finding.noted(finding.at(input.policies.bucket_policy, message), strangers | denies)
	repair := grant.proposal(input, "bucket_policy")
}

findings contains finding.fixed(finding.at(statement, message), repair) if {
	input.cross_account
	input.bucket.policy_absent
	count(lacking) > 0
	some statement in input.named_by_role
	message := sprintf("bucket %s of account %s has no policy that grants to the role", [input.bucket.name, input.bucket.account])
	repair := grant.proposal(input, "bucket_policy")
}

# Inside an account the bucket's side need not allow, but here it is what speaks
# of the role.
findings contains finding.at(statement, message) if {
	not input.cross_account
	count(lacking) > 0
	some statement in input.named_by_bucket
	not statement.denies
	message := sprintf("several elements keep this statement from allowing the role %s", [finding.enumerated(lacking)])
}

lacking contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.bucket_policy.silent
	not near(leg.layers.bucket_policy)
	not grant.denied_instead(input, leg, "bucket_policy")
}

# strangers are the principals that have what the role lacks.
strangers contains {"at": principal.at, "message": message} if {
	some capability in input.capabilities
	some unreached in capability.unreached
	some leg in unreached.legs
	principal := leg.layers.bucket_policy.nearest.principal
	message := sprintf("this statement names %s, not the role", [principal.found])
}

# denies are statements that stop the same actions in other cases.
denies contains {"at": denied.at, "message": message} if {
	some capability in input.capabilities
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.other_denies
	message := sprintf("this statement denies %s under a condition", [action])
}

# near are the misses of which another rule speaks.
near(layer) if layer.nearest.action

near(layer) if layer.nearest.resource

near(layer) if layer.nearest.condition

near(layer) if layer.nearest.principal.alike
