# METADATA
# title: A date that is written as seconds
# description: |
#   A number under a date operator counts the seconds since 1970. Nobody reads it,
#   and a date in ISO 8601 says the same.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: INVALID_DATE_VALUE
#   basis: inferred
#   subject: document
#   remedy: write the date as 2026-01-31T00:00:00Z
#   since: 0.2.0
package rules.conditions.epoch

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Date
	some value in test.values
	value.epoch
	message := sprintf("%s counts seconds since 1970", [value.value])
}
