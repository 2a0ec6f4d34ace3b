# METADATA
# title: An ARN without the Region that such ARNs have
# description: |
#   ARNs of such resources have a Region: an empty one matches nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ARN_REGION
#   subject: document
#   against: service reference
#   remedy: write the Region, or *
#   since: 0.2.0
package rules.reference["arn-region-missing"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.needs_region
	message := sprintf("%s has no Region", [entry.value])
}
