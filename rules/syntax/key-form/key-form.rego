# METADATA
# title: A condition key without its service
# description: |
#   A condition key is written as service:name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_CONDITION_KEY_FORMAT
#   subject: document
#   remedy: write the key with its service
#   since: 0.2.0
package rules.syntax["key-form"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.malformed
	message := sprintf("%s is not of the form service:name", [json.marshal(test.key.value)])
}
