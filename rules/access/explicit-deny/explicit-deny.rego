# METADATA
# title: A deny statement stops what is meant
# description: |
#   An explicit deny in any policy on the way wins over every allow.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: take the request out of the deny statement
#   since: 0.1.0
package rules.access["explicit-deny"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.at(at, message), repair) if {
	some key, actions in stopped
	[policy, at] := key
	message := sprintf("%s denies %s explicitly", [policy, finding.enumerated(actions)])
	repair := fix.first(array.concat(
		[f | some f in repairs[key]],
		[fix.unsafe(fix.edits("remove the deny statement, if nobody wants it", [fix.remove(at)]))],
	))
}

# stopped are the actions by the statement that denies them.
stopped[key] contains action if {
	some [action, _, denied] in denies
	key := [denied.policy, denied.at]
}

# repairs change the element of the statement that makes it apply. None is safe:
# whoever wrote the deny may want it as it is.
repairs[key] contains fix.unsafe(fix.edits(
	sprintf("except %s, if the deny is not meant for it", [condition.present]),
	[fix.add(condition, condition.present)],
)) if {
	some [_, _, denied] in denies
	some condition in denied.conditions
	condition.present
	key := [denied.policy, denied.at]
}

repairs[key] contains fix.unsafe(fix.edits(
	"except the role's sessions, if the deny is not meant for it",
	[fix.add(condition, sprintf("%s:*", [input.role.id]))],
)) if {
	some [_, _, denied] in denies
	condition := denied.conditions["aws:userid"]
	condition.operator == "StringNotLike"
	key := [denied.policy, denied.at]
}

repairs[key] contains fix.unsafe(fix.edits("allow instead, if that was meant", [fix.replace(denied.effect, "Allow")])) if {
	some [_, leg, denied] in denies
	leg.layers[denied.layer].silent
	grant.names_pair(input, denied)
	key := [denied.policy, denied.at]
}

repairs[key] contains fix.unsafe(fix.edits("except the role, if the deny is not meant for it", [fix.add(
	denied.at,
	{"Condition": {"ArnNotEquals": {"aws:PrincipalArn": input.role.arn}}},
)])) if {
	some [_, _, denied] in denies
	denied.layer == "bucket_policy"
	not denied.conditions
	not grant.names_pair(input, denied)
	key := [denied.policy, denied.at]
}

denies contains [action, leg, denied] if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.denies
	not rejected(denied)
}

# rejected is the case of acl-header-rejected.
rejected(denied) if {
	input.bucket.ownership.acls_off
	denied.conditions["s3:x-amz-acl"]
}
