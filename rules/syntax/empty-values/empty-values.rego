# METADATA
# title: A condition without values
# description: |
#   A condition key with an empty list of values has nothing to be compared with.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_ARRAY_CONDITION
#   subject: document
#   remedy: list the values that are meant, or write the Null condition that is
#   since: 0.2.0
package rules.syntax["empty-values"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.no_values
	not test.for_all_values
	not test.for_any_value
	not test.if_exists
	message := sprintf("%s has no values: there is nothing to compare it with", [test.key.value])
}
