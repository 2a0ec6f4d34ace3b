# METADATA
# title: A condition on what the caller says of itself
# description: |
#   The caller chooses the value of the key and can write whatever the policy asks
#   for.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: UNTRUSTWORTHY_CONDITION_KEY
#   basis: inferred
#   subject: document
#   remedy: ask for something that AWS vouches for
#   since: 0.2.0
package rules.conditions["caller-chooses"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	statement.allow
	test.key.caller_chooses
	message := sprintf("the caller chooses %s", [test.key.value])
}
