# METADATA
# title: A statement without Effect
# description: |
#   Every statement has an Effect.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_EFFECT
#   subject: document
#   remedy: add Effect
#   since: 0.1.0
package rules.syntax["missing-effect"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-effect"]
	message := "the statement has no Effect"
}
