# METADATA
# title: 'The policy is longer than AWS takes: an identity policy'
# description: |
#   AWS takes an identity policy up to a limit, which an account can have raised for
#   some types.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA
#   basis: inferred
#   subject: document
#   remedy: split the policy, or say it shorter
#   since: 0.2.0
package rules.syntax["size-identity"]

import data.lib.finding

findings contains finding.at(size, message) if {
	input.of.identity
	size := input.size
	message := sprintf("%s has %d characters, AWS takes %d", [size.of, counted(size), size.most])
}

counted(size) := size.bytes

counted(size) := size.characters
