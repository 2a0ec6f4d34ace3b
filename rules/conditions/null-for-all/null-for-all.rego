# METADATA
# title: Null with a set operator
# description: |
#   ForAllValues:Null is met by every request, ForAnyValue:Null by none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: NULL_WITH_QUALIFIER
#   subject: document
#   remedy: write Null
#   since: 0.2.0
package rules.conditions["null-for-all"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Null
	some how, words in outcomes
	test[how]
	message := sprintf("%s %s", [test.operator, words])
}

outcomes := {"for_all_values": "is met by every request", "for_any_value": "is met by no request"}
