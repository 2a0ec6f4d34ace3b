# METADATA
# title: A key policy lets in anybody
# description: |
#   The statement lets every AWS account use the key, and no condition pins it down
#   to accounts or organizations.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: name the principals, or the account in a condition on kms:CallerAccount
#   since: 0.2.0
package rules.exposure["public-key-policy"]

import data.lib.finding

findings contains finding.at(statement, "every AWS account may use this key") if {
	some statement in input.public
	input.type == "key"
}
