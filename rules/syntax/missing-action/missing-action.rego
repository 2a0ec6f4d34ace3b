# METADATA
# title: A statement without Action
# description: |
#   Every statement has an Action or a NotAction.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ACTION
#   subject: document
#   remedy: add Action
#   since: 0.1.0
package rules.syntax["missing-action"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-action"]
	message := "the statement has neither Action nor NotAction"
}
