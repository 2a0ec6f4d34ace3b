# METADATA
# title: A value that is neither true nor false
# description: |
#   Bool compares with true and false.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: TYPE_MISMATCH_BOOLEAN
#   subject: document
#   remedy: write true or false
#   since: 0.2.0
package rules.conditions.boolean

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Boolean
	some value in test.values
	value.malformed
	not value.variable
	message := sprintf("%s is neither true nor false (%s)", [value.value, test.operator])
}
