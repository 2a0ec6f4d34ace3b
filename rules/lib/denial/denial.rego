# METADATA
# title: Denials
# description: |
#   Proposes how to take what is meant out of a deny statement. No such change is
#   safe: whoever wrote the deny may want it as it is.
package lib.denial

import data.lib.fix

# repair is the first change that can be made.
repair(facts, denied) := fix.first(array.flatten([
	near(denied),
	[change | some change in exceptions(facts, denied)],
	removal(denied),
]))

# near mends the exceptions that name the role in another form.
near(denied) := [change |
	some condition in denied.conditions
	some exception in condition.near
	change := fix.unsafe(fix.meant(
		sprintf("except %s where it says %s%s", [exception.wanted, exception.value, limits(denied)]),
		[fix.replace(exception, exception.wanted)],
	))
]

removal(denied) := fix.unsafe(fix.meant(
	sprintf("remove the deny statement, if nobody wants it%s", [limits(denied)]),
	[fix.remove(denied)],
))

# limits says of what no policy of the pair can make up for.
limits(denied) := "; no edit of the role or the bucket can help" if denied.at_level

limits(denied) := "" if not denied.at_level

# exceptions are the changes that spare the request and leave the deny.
exceptions(facts, denied) := known(denied) | role(facts, denied)

# known spares a request by what is known of it.
known(denied) := {change |
	some condition in denied.conditions
	condition.present
	change := fix.unsafe(fix.meant(
		sprintf("except %s, if the deny is not meant for it%s", [condition.present, limits(denied)]),
		[fix.add(condition, condition.present)],
	))
}

# role spares the role where the statement has no condition yet, and does not
# speak of the role itself.
role(facts, denied) := {change |
	denied.layer in {"bucket_policy", "kms", "scp", "rcp", "vpc_endpoint"}
	not denied.conditions
	change := fix.unsafe(fix.meant(
		sprintf("except the role, if the deny is not meant for it%s", [limits(denied)]),
		[fix.add(denied.at, {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": facts.role.arn}}})],
	))
}
