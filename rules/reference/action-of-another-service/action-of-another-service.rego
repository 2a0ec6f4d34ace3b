# METADATA
# title: An action that the policy cannot carry
# description: |
#   The policy of a bucket, a key or a role carries the actions of its own service
#   alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_ACTION_IN_POLICY
#   subject: document
#   remedy: allow the action in the policy of its resource
#   since: 0.2.0
package rules.reference["action-of-another-service"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.action.entries
	entry.foreign
	message := sprintf("a policy of type %s does not carry %s", [entry.foreign, entry.value])
}
