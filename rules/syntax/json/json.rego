# METADATA
# title: A policy is not JSON
# description: |
#   The text of the policy cannot be read as JSON, so it says nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: JSON_SYNTAX_ERROR
#   subject: document
#   remedy: write valid JSON
#   since: 0.1.0
package rules.syntax.json

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["not-json"]
	message := sprintf("the policy is not JSON: %s", [problem.found])
}
