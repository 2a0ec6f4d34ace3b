# METADATA
# title: A condition key without the one that gives it meaning
# description: |
#   A private address, or that of an instance, is one of many that are the same in
#   other networks: it says who calls only beside the network.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: MISSING_PAIRED_CONDITION_KEYS
#   basis: inferred
#   subject: document
#   remedy: ask for the network too
#   since: 0.2.0
package rules.conditions["lacks-its-pair"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	keys := object.keys(test.key.lacks)
	count(keys) > 0
	message := sprintf("%s says little without one of %s", [test.key.value, finding.enumerated(keys)])
}
