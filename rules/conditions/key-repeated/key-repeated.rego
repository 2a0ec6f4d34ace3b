# METADATA
# title: A condition key twice in other capitals
# description: |
#   Names of condition keys are the same in capitals and small letters, and a key
#   stands once under an operator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: DUPLICATE_KEYS_WITH_DIFFERENT_CASE
#   subject: document
#   remedy: list all values under one of them
#   since: 0.2.0
package rules.conditions["key-repeated"]

import data.lib.finding

findings contains finding.noted(finding.at_key(test.key, message), notes) if {
	some statement in input.statements
	some test in statement.tests
	test.key.value != test.same_key.value
	message := sprintf("%s is %s once more", [test.key.value, test.same_key.value])
	notes := [{"at": test.same_key.at, "message": "the other"}]
}
