# METADATA
# title: A deny statement stops what is meant
# description: |
#   An explicit deny in any policy on the way wins over every allow. The policy of
#   the key that objects are encrypted under is on the way too.
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

import data.lib.denial
import data.lib.finding
import data.lib.fix
import data.lib.intent

findings contains finding.fixed(stated(key), fix.first(proposals(key))) if {
	some key, _ in stopped
	count(proposals(key)) > 0
}

findings contains stated(key) if {
	some key, _ in stopped
	count(proposals(key)) == 0
}

stated(key) := finding.graded(finding.at(at, message), narrow) if {
	[policy, at] := key
	narrow := count({action | some action in outright[key]}) == 0
	message := sprintf("%s denies %s explicitly", [policy, finding.enumerated(stopped[key])])
}

# proposals spare the request and leave the deny, or remove it.
proposals(key) := array.flatten([
	[f | some f in near[key]],
	[f | some f in repairs[key]],
	[f | not alone[key]; f := denial.removal({"at": key[1]})],
])

# alone are the denies that are all a layer says of the pair: what was meant may
# be an allow, and no edit turns a deny into one.
alone contains key if {
	some [_, leg, denied] in denies
	leg.layers[denied.layer].silent
	naming[denied.at]
	key := [denied.policy, denied.at]
}

# stopped are the actions by the statement that denies them.
stopped[key] contains action if {
	some [action, _, denied] in denies
	key := [denied.policy, denied.at]
}

# outright are those of which nothing is reached, or all was to be.
outright[key] contains action if {
	some [action, _, denied] in denies
	key := [denied.policy, denied.at]
	not intent.on_purpose(denied)
}

# near are the exceptions that nearly name the role.
near[key] contains change if {
	some [_, _, denied] in denies
	some change in denial.near(denied)
	key := [denied.policy, denied.at]
}

# repairs change the element of the statement that makes it apply.
repairs[key] contains change if {
	some [_, _, denied] in denies
	some change in denial.known(denied)
	key := [denied.policy, denied.at]
}

repairs[key] contains change if {
	some [_, _, denied] in denies
	not naming[denied.at]
	some change in denial.role(input, denied)
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

repairs[key] contains fix.unsafe(fix.edits(
	sprintf("except %s too, if the deny is not meant for it", [finding.enumerated(stopped[key])]),
	[fix.add(denied.not_action, action) | some action in stopped[key]],
)) if {
	some [_, _, denied] in denies
	denied.not_action
	key := [denied.policy, denied.at]
}

# naming are the places of the statements by which one side of the pair names
# the other: one value, listed once and not for each deny.
naming := {named.at |
	some side in ["named_by_bucket", "named_by_role"]
	some named in input[side]
}

denies contains [action, leg, denied] if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.denies
	not elsewhere[denied.layer]
	not origin(denied)
	not rejected(action, denied)
}

# origin is what access-point-blocks says of a network origin.
origin(denied) if {
	denied.layer == "access_point"
	denied.managed_by_aws
}

# elsewhere are the layers of which rules of their own speak.
elsewhere := {"scp", "rcp", "vpc_endpoint"}

denies contains [action, key, denied] if {
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	some denied in key.denies
	not elsewhere[denied.layer]
}

# rejected is the case of acl-header-rejected.
rejected(action, denied) if {
	action in {"s3:PutObject", "s3:PutObjectAcl"}
	input.bucket.ownership.acls_off
	denied.conditions["s3:x-amz-acl"]
}
