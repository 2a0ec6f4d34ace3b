# METADATA
# title: ForAllValues on a key with one value
# description: |
#   ForAllValues is met where the key is absent. For a key that has one value the
#   plain operator says what is meant, and asks for the key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: FORALLVALUES_WITH_SINGLE_VALUED_KEY
#   subject: document
#   remedy: write the operator without ForAllValues
#   since: 0.2.0
package rules.conditions["for-all-values-single"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.for_all_values
	test.key.single
	message := sprintf("%s has one value, and ForAllValues is met without any", [test.key.value])
}
