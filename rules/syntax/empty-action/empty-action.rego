# METADATA
# title: An Action element that lists nothing
# description: |
#   A statement whose Action is an empty list is about no request. One whose
#   NotAction is empty is about every action.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_ARRAY_ACTION
#   subject: document
#   remedy: list the actions that are meant, or remove the statement
#   since: 0.2.0
package rules.syntax["empty-action"]

import data.lib.finding

findings contains finding.at(statement.action, message) if {
	some statement in input.statements
	statement.action.empty
	not statement.action.not
	message := "Action lists nothing: the statement is about no request"
}

findings contains finding.at(statement.action, message) if {
	some statement in input.statements
	statement.action.empty
	statement.action.not
	message := "NotAction lists nothing: the statement is about every action"
}
