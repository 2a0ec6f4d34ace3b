# METADATA
# title: A key with several values without a set operator
# description: |
#   A key with several values needs ForAllValues or ForAnyValue: without one it is
#   not said which of them are compared.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_QUALIFIER
#   subject: document
#   remedy: write ForAllValues or ForAnyValue before the operator
#   since: 0.2.0
package rules.conditions["set-operator-missing"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.multi
	not test.key.one_or_several
	not test.for_all_values
	not test.for_any_value
	not test.family.Null
	message := sprintf("%s has several values, and %s does not say which are compared", [test.key.value, test.operator])
}
