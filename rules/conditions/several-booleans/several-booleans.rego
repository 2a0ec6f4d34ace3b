# METADATA
# title: Several values for a key that is true or false
# description: |
#   A key of type Boolean has one value, and several values in the policy together
#   admit whatever it is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_CONDITION_MULTIPLE_BOOLEAN
#   subject: document
#   remedy: keep one value
#   since: 0.2.0
package rules.conditions["several-booleans"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.several
	test.key.type.Bool
	test.key.single
	message := sprintf("%s has one of two values, and the policy lists %d", [test.key.value, test.several])
}
