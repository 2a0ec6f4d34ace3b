# METADATA
# title: A condition that asks for the absence of a key by *
# description: |
#   StringNotLike with * asks whether the key is not there. Null with true says so.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EQUIVALENT_TO_NULL_TRUE
#   basis: inferred
#   subject: document
#   remedy: 'write "Null": {"KEY": "true"}'
#   since: 0.2.0
package rules.conditions["absence-by-like"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.only_absent
	not test.if_exists
	not test.key.always_present
	message := sprintf("%s with * asks whether %s is not there", [test.operator, test.key.value])
}
