# METADATA
# title: A deny that spares a caller and not the caller's account
# description: |
#   AWS may check the account before the role, user or session: a deny with
#   NotPrincipal that does not list the account as well can hit those whom it spares.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: list the account too, or deny where ArnNotEquals aws:PrincipalArn holds
#   since: 0.2.0
package rules.exposure["not-principal-without-account"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	statement.deny
	statement.principal.not
	some entry in statement.principal.entries
	some kind in ["role", "user", "session"]
	entry.is[kind]
	accounts := {other.account | some other in statement.principal.entries; other.is.account}
	entry.account
	not entry.account in accounts
	message := sprintf("%s is spared and its account %s is not: the deny may hit it all the same", [entry.value, entry.account])
}
