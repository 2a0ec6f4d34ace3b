# METADATA
# title: A policy names something that is not quite the role
# description: |
#   The statement of the bucket policy, or of the policy of the encryption key,
#   that would grant the request names the role under another account, without
#   its path, as a session or by a unique id. Only the role's exact ARN names the
#   role. Of ARNs with wildcards snapshot/wildcard-principal speaks.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: name the role by its exact ARN
#   since: 0.1.0
package rules.access["wrong-principal"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.at(named, message), repair) if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some leg in unreached.legs
	some named in leg.layers.bucket_policy.nearest.principal.alike
	some how, words in differences
	named[how]
	message := sprintf("the bucket policy names %s", [words])
	repair := fix.first([fix.edits("name the role", [edit(named)]), grant.proposal(input, "bucket_policy")])
}

findings contains finding.capped(finding.fixed(finding.at(named, message), repair), "warning") if {
	some capability in input.capabilities
	capability.meant
	capability.verdict.conditional
	some leg in capability.legs
	some named in leg.layers.bucket_policy.sessions
	message := sprintf("the bucket policy names %s", [differences.session])
	repair := fix.edits("name the role", [edit(named)])
}

findings contains finding.fixed(finding.at(named, message), repair) if {
	some named in alike_in_key_policy
	some how, words in differences
	named[how]
	message := sprintf("the key policy names %s", [words])
	actions := {action | some capability in input.capabilities; capability.meant; some action, key in capability.keys; key.layers.kms.silent}
	repair := fix.first([fix.edits("name the role", [edit(named)]), grant.in_key_policy(input, actions)])
}

findings contains finding.capped(finding.fixed(finding.at(named, message), repair), "warning") if {
	some capability in input.capabilities
	capability.meant
	capability.verdict.conditional
	some key in capability.keys
	some named in key.layers.kms.sessions
	message := sprintf("the key policy names %s", [differences.session])
	repair := fix.edits("name the role", [edit(named)])
}

alike_in_key_policy contains named if {
	some capability in input.capabilities
	capability.meant
	some key in capability.keys
	some named in key.layers.kms.nearest.principal.alike
}

# A role of another account can be there and need what it has.
edit(named) := fix.add(named, input.role.arn) if named.other_account

edit(named) := fix.replace(named, input.role.arn) if not named.other_account

differences := {
	"near_account": "an account whose id is almost that of the role",
	"other_account": "a role of the same name in another account",
	"other_partition": "the role in another partition",
	"other_path": "the role under another path",
	"session": "one session of the role",
	"unique_id": "the unique id of a deleted role",
}
