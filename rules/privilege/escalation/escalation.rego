# METADATA
# title: A way to more permissions
# description: |
#   Some actions, alone or together, give whoever may do them on every resource more
#   than he was given: other policies, the keys of another user, a role that a
#   service works with. The ways are those that are described in public; where they
#   lead depends on the roles and users of the account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: name the resources, or leave out an action of each way
#   since: 0.2.0
package rules.privilege.escalation

import data.lib.finding

findings contains finding.noted(finding.at(input.escalations[0], message), notes) if {
	given(input.escalations[_])
	message := sprintf("its holder can get more permissions: by %s", [told])
}

# What runs already may have no role that can do more.
findings contains finding.capped(finding.noted(finding.at(input.escalations[0], message), notes), "suggestion") if {
	count(input.escalations) > 0
	every way in input.escalations {
		not given(way)
	}
	message := sprintf("its holder may get the permissions of a role at work: by %s", [told])
}

given(way) if not way.through.role_at_work

ways := [words(way) | some way in input.escalations]

words(way) := sprintf("a role that is passed to %s", [way.name]) if way.through.passed_role

words(way) := way.name if not way.through.passed_role

told := concat(" and ", ways) if count(ways) < 3

told := sprintf("%s and %d more ways", [ways[0], count(ways) - 1]) if count(ways) > 2

# notes tell the ways by the entries that open them.
notes contains {"at": at, "message": concat(", ", [words(way) | some way in input.escalations; finding.place(way) == at])} if {
	count(ways) > 1
	some way in input.escalations
	at := finding.place(way)
}
