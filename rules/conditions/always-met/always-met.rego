# METADATA
# title: A condition that every request meets
# description: |
#   A wildcard that matches whatever the key holds, and IfExists where it is absent,
#   ask for nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION
#   basis: inferred
#   subject: document
#   remedy: remove the condition, or write the value that is meant
#   since: 0.2.0
package rules.conditions["always-met"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.always
	test.if_exists
	message := sprintf("%s with * asks nothing of %s", [test.operator, test.key.value])
}
