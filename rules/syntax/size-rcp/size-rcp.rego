# METADATA
# title: 'The policy is longer than AWS takes: a resource control policy'
# description: |
#   AWS takes a resource control policy up to a limit, which an account can have
#   raised for some types.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: POLICY_SIZE_EXCEEDS_RCP_QUOTA
#   subject: document
#   remedy: split the policy, or say it shorter
#   since: 0.2.0
package rules.syntax["size-rcp"]

import data.lib.finding

findings contains finding.at(size, message) if {
	input.of.rcp
	size := input.size
	message := sprintf("%s has %d characters, AWS takes %d", [size.of, counted(size), size.most])
}

counted(size) := size.bytes

counted(size) := size.characters
