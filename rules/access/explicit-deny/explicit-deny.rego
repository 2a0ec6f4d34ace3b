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

findings contains finding.fixed(stated(key, denied), fix.first(list)) if {
	some key, denied in stopped
	list := proposals(key, denied)
	count(list) > 0
}

findings contains stated(key, denied) if {
	some key, denied in stopped
	count(proposals(key, denied)) == 0
}

stated(key, denied) := finding.graded(finding.at(at, message), narrow) if {
	[policy, at] := key
	narrow := count({action | some [action, _, one] in denied; not intent.on_purpose(one)}) == 0
	message := sprintf("%s denies %s explicitly", [policy, finding.enumerated(actions(denied))])
}

actions(denied) := {action | some [action, _, _] in denied}

# proposals spare the request and leave the deny, or remove it: exceptions that nearly
# name the role first.
proposals(key, denied) := array.flatten([
	[f | some f in {change | some [_, _, one] in denied; some change in denial.near(one)}],
	[f | some f in repairs(denied)],
	[f | not alone(denied); f := denial.removal({"at": key[1]})],
])

# alone are the denies that are all a layer says of the pair: what was meant may
# be an allow, and no edit turns a deny into one.
alone(denied) if {
	some [_, leg, one] in denied
	leg.layers[one.layer].silent
	naming[one.at]
}

# repairs change the element of the statement that makes it apply.
repairs(denied) := union({
	{change | some [_, _, one] in denied; some change in denial.known(one)},
	{change |
		some [_, _, one] in denied
		not naming[one.at]
		some change in denial.role(input, one)
	},
	{change |
		some [_, _, one] in denied
		condition := one.conditions["aws:userid"]
		condition.operator == "StringNotLike"
		change := fix.unsafe(fix.meant(
			"except the role's sessions, if the deny is not meant for it",
			[fix.add(condition, sprintf("%s:*", [input.role.id]))],
		))
	},
	{change |
		some [_, _, one] in denied
		one.not_action
		change := fix.unsafe(fix.meant(
			sprintf("except %s too, if the deny is not meant for it", [finding.enumerated(actions(denied))]),
			[fix.add(one.not_action, action) | some action in actions(denied)],
		))
	},
})

# stopped are the legs by the statement that denies them, each looked at once: a policy
# may have hundreds.
stopped[key] contains [action, leg, denied] if {
	some [action, leg, denied] in denies
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
