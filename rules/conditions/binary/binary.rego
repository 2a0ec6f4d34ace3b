# METADATA
# title: A value that is not base64
# description: |
#   BinaryEquals compares with bytes that are written in base64.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: TYPE_MISMATCH_STRING
#   subject: document
#   remedy: write the bytes in base64
#   since: 0.2.0
package rules.conditions.binary

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Binary
	some value in test.values
	value.malformed
	not value.variable
	message := sprintf("%s is not base64 (%s)", [value.value, test.operator])
}
