# METADATA
# title: A resource that the policy cannot be about
# description: |
#   The policy of a bucket, a key or an access point is about what it is attached
#   to.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_RESOURCE_ARN_IN_POLICY
#   subject: document
#   remedy: name what the policy is attached to
#   since: 0.2.0
package rules.reference["resource-of-another-type"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.foreign
	message := sprintf("a policy of type %s is not about %s", [entry.foreign, entry.value])
}
