# METADATA
# title: A resource control policy names somebody
# description: |
#   The Principal of a resource control policy is *. Conditions tell callers apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: RCP_SYNTAX_ERROR_PRINCIPAL
#   subject: document
#   remedy: 'write "Principal": "*", with a condition'
#   since: 0.2.0
package rules.syntax["rcp-principal"]

import data.lib.finding

findings contains finding.at(statement.principal, message) if {
	some statement in input.statements
	input.of.rcp
	statement.principal
	not everybody(statement.principal)
	message := "the principal of a resource control policy is *"
}

everybody(principal) if {
	principal.star
	not principal.not
}
