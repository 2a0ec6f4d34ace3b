# METADATA
# title: A value that is no date
# description: |
#   Dates are written as in ISO 8601: 2026-01-31, or 2026-01-31T12:00:00Z.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: TYPE_MISMATCH_DATE
#   subject: document
#   remedy: write the date as 2026-01-31T00:00:00Z
#   since: 0.2.0
package rules.conditions.date

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Date
	some value in test.values
	value.malformed
	not value.variable
	message := sprintf("%s is no date (%s)", [value.value, test.operator])
}
