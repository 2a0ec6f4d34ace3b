# METADATA
# title: A service that resource control policies do not cover
# description: |
#   Resource control policies have a say in some services. A statement about another
#   does nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: RCP_SYNTAX_ERROR_ACTION
#   subject: document
#   remedy: take the action away, or use a service control policy
#   since: 0.2.0
package rules.syntax["rcp-service"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.of.rcp
	some statement in input.statements
	some entry in statement.action.entries
	entry.not_in_rcps
	message := sprintf("resource control policies do not cover %s", [entry.service])
}
