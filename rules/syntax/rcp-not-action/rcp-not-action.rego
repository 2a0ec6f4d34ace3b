# METADATA
# title: NotAction in a resource control policy
# description: |
#   Resource control policies list the actions that they are about.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: RCP_SYNTAX_ERROR_NOTACTION
#   subject: document
#   remedy: list the actions
#   since: 0.2.0
package rules.syntax["rcp-not-action"]

import data.lib.finding

findings contains finding.at(statement.action, message) if {
	some statement in input.statements
	input.of.rcp
	statement.action.not
	message := "a resource control policy takes no NotAction"
}
