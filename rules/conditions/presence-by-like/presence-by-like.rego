# METADATA
# title: A condition that asks for a key by *
# description: |
#   StringLike with * asks whether the key is there. Null with false says so.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EQUIVALENT_TO_NULL_FALSE
#   basis: inferred
#   subject: document
#   remedy: 'write "Null": {"KEY": "false"}'
#   since: 0.2.0
package rules.conditions["presence-by-like"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.only_present
	not always_there(test)
	message := sprintf("%s with * asks whether %s is there", [test.operator, test.key.value])
}

# always_there holds of a key that every request has.
always_there(test) if test.key.always_present
