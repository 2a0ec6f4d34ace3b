# METADATA
# title: A condition key that the service does not support
# description: |
#   Requests of the service never have the key, not even through a VPC endpoint: the
#   condition is not met, or always.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES
#   subject: document
#   remedy: leave the service out of the statement
#   since: 0.2.0
package rules.conditions["unsupported-service"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	services := object.keys(test.key.unsupported_by)
	count(services) > 0
	message := sprintf("requests of %s never have %s", [finding.enumerated(services), test.key.value])
}
