# METADATA
# title: An ARN that is like none of its service
# description: |
#   No resource of the service has such an ARN.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ARN_RESOURCE
#   subject: document
#   against: service reference
#   remedy: write the ARN as the service does
#   since: 0.2.0
package rules.reference["arn-form"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.no_template
	message := sprintf("no ARN of %s is like %s", [entry.arn.service, entry.value])
}
