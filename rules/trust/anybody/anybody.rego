# METADATA
# title: Anybody in AWS may become the role
# description: |
#   The trust policy names everybody, as `*` or as all but those that NotPrincipal lists, and no condition
#   tells the role's own callers from those of a stranger's account. What a caller sets himself, such as his
#   role's name or his tags, tells nobody apart; an external id is no secret.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.role
# custom:
#   severity: error
#   subject: role
#   remedy: name the accounts, roles or services that are meant, or add a condition on aws:PrincipalOrgID
#   since: 0.1.0
package rules.trust.anybody

import data.lib.finding
import data.lib.trust

findings contains finding.at(principal, sprintf("%s may become the role", [whom])) if {
	some principal in input.trust.principals
	whom := named(principal)
	trust.admits(principal.unrelated)
}

findings contains finding.at(principal, sprintf("%s who knows the external id may become the role", [whom])) if {
	some principal in input.trust.principals
	whom := named(principal)
	principal.unrelated.depends_on["sts:externalid"]
	every name, fact in principal.unrelated.depends_on {
		told(name, fact)
	}
}

named(principal) := "anybody in AWS" if principal.is.everyone

named(principal) := "anybody in AWS whom NotPrincipal does not list" if principal.is.all_but

told("sts:externalid", _)

told(_, fact) if fact.caller_chooses
