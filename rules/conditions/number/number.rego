# METADATA
# title: A value that is no number
# description: |
#   Numeric operators compare with integers and decimals.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: TYPE_MISMATCH_NUMBER
#   subject: document
#   remedy: write a number
#   since: 0.2.0
package rules.conditions.number

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Numeric
	some value in test.values
	value.malformed
	not value.variable
	message := sprintf("%s is no number (%s)", [value.value, test.operator])
}
