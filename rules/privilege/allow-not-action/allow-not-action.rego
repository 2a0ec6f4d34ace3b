# METADATA
# title: An Allow with NotAction
# description: |
#   An Allow with NotAction allows every action but those it lists, of services that
#   do not exist yet too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: list the actions that are needed
#   since: 0.2.0
package rules.privilege["allow-not-action"]

import data.lib.finding

findings contains finding.at(statement.action, message) if {
	input.of.identity
	some statement in input.statements
	statement.allow
	not statement.refuted
	statement.action.not
	statement.resource.everything
	not statement.conditional
	message := "every action is allowed but those that NotAction lists"
}
