# METADATA
# title: A ForAnyValue condition without values
# description: |
#   ForAnyValue with an empty list is never met.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_ARRAY_CONDITION_FORANYVALUE
#   subject: document
#   remedy: list the values that are meant, or write the Null condition that is
#   since: 0.2.0
package rules.syntax["empty-values-for-any"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.no_values
	test.for_any_value
	message := sprintf("%s has no values: the condition is never met", [test.key.value])
}
