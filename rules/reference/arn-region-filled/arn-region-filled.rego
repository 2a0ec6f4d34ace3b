# METADATA
# title: A Region in an ARN of a service whose ARNs have none
# description: |
#   ARNs of such resources have an empty Region: one that is filled in matches
#   nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: ARN_REGION_NOT_ALLOWED
#   subject: document
#   against: service reference
#   remedy: leave the Region empty
#   since: 0.2.0
package rules.reference["arn-region-filled"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.takes_no_region
	message := sprintf("%s: such ARNs have no Region", [entry.value])
}
