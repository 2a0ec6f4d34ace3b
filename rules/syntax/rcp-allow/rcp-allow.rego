# METADATA
# title: An Allow in a resource control policy
# description: |
#   A resource control policy takes away. The one Allow that it may have is that of
#   the policy RCPFullAWSAccess: everybody, everything, without a condition.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: RCP_SYNTAX_ERROR_ALLOW
#   subject: document
#   remedy: write what is to be denied
#   since: 0.2.0
package rules.syntax["rcp-allow"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	some statement in input.statements
	input.of.rcp
	statement.allow
	not full(statement)
	message := "a resource control policy allows nothing but everything"
}

full(statement) if {
	statement.principal.star
	statement.resource.everything
	not statement.conditional
}
