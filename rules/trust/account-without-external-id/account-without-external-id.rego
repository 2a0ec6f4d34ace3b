# METADATA
# title: A whole account of others may become the role
# description: |
#   The trust policy lets in another account as a whole, and no condition narrows that down:
#   any role or user of that account may be let become this one. Where the account is a
#   vendor's, an external id keeps his other customers out (the confused deputy problem).
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
# schemas:
#   - input: schema.role
# custom:
#   severity: suggestion
#   subject: role
#   remedy: name the role that needs it, or demand an external id of a vendor in a condition on sts:ExternalId
#   since: 0.2.0
package rules.trust["account-without-external-id"]

import data.lib.finding

findings contains finding.at(principal, message) if {
	some principal in input.trust.principals
	principal.is.account
	principal.other_account
	not principal.conditions
	not principal.denies
	message := sprintf("all of account %s may be let become the role, without an external id", [principal.account])
}
