# METADATA
# title: An ARN with too few parts
# description: |
#   An ARN has six parts with colons between them:
#   arn:partition:service:region:account:resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ARN_FIELD
#   subject: document
#   remedy: 'write all six parts, some of them empty: arn:aws:s3:::bucket'
#   since: 0.2.0
package rules.syntax["arn-fields"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.parts
	message := sprintf("%s has %d of the six parts of an ARN", [entry.value, entry.parts])
}
