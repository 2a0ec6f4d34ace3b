# METADATA
# title: A principal in a service control policy
# description: |
#   A service control policy is about the principals of the accounts that it is
#   attached to, and names none. aws:PrincipalArn tells them apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: SCP_SYNTAX_ERROR_PRINCIPAL
#   subject: document
#   remedy: use a condition on aws:PrincipalArn
#   since: 0.2.0
package rules.syntax["scp-principal"]

import data.lib.finding

findings contains finding.at(statement.principal, message) if {
	some statement in input.statements
	input.of.scp
	statement.principal.at
	message := "a service control policy names no principals"
}
