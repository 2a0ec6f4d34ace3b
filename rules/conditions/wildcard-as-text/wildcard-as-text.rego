# METADATA
# title: A wildcard under an operator that knows none
# description: |
#   Under StringEquals and its kin * and ? are characters like others: the value
#   matches nothing that is meant.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: WILDCARD_WITHOUT_LIKE_OPERATOR
#   subject: document
#   remedy: use StringLike, or write the text without wildcards
#   yields: trust/never-matching-subject
#   since: 0.2.0
package rules.conditions["wildcard-as-text"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	some operator in exact
	test.base[operator]
	some value in test.values
	value.wildcard
	not value.variable
	message := sprintf("%s takes %s as text, wildcards and all", [test.operator, value.value])
}

# exact are the operators on texts in which wildcards do not count.
exact := {"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"}
