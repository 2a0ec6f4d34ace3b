# METADATA
# title: Values of one key in several JSON types
# description: |
#   The values of one condition key are all texts, all numbers or all true and
#   false.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_CONDITION_DATA_TYPE
#   basis: inferred
#   subject: document
#   remedy: write all values in one type
#   since: 0.2.0
package rules.conditions["mixed-types"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	types := object.keys(test.mixed_types)
	count(types) > 1
	message := sprintf("the values of %s are of the JSON types %s", [test.key.value, finding.enumerated(types)])
}
