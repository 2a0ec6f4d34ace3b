# METADATA
# title: A statement without Resource
# description: |
#   Every statement of this policy type has a Resource or a NotResource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_RESOURCE
#   subject: document
#   remedy: add Resource
#   since: 0.1.0
package rules.syntax["missing-resource"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-resource"]
	message := "the statement has neither Resource nor NotResource"
}
