# METADATA
# title: A condition that no request meets
# description: |
#   The key is in every request, and the wildcard matches whatever it holds: a
#   negated condition on it is never met, and the statement never holds.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION
#   basis: inferred
#   subject: document
#   remedy: remove the statement, or write the value that is meant
#   since: 0.2.0
package rules.conditions["never-met"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.only_absent
	test.key.always_present
	message := sprintf("every request has %s: the statement never holds", [test.key.value])
}
