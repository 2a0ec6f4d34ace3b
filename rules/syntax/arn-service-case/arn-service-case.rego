# METADATA
# title: The service of an ARN is not in small letters
# description: |
#   The service in an ARN is written in small letters.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ARN_SERVICE_CASE
#   subject: document
#   remedy: write the service in small letters
#   since: 0.2.0
package rules.syntax["arn-service-case"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.capitals
	message := sprintf("the service %s is not written in small letters", [entry.arn.service])
}
