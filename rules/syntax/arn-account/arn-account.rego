# METADATA
# title: An ARN whose account is not twelve digits
# description: |
#   The account in an ARN is twelve digits, or empty where ARNs of the service have
#   none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ARN_ACCOUNT
#   subject: document
#   remedy: write the twelve digits of the account
#   since: 0.2.0
package rules.syntax["arn-account"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.no_account
	message := sprintf("the account %s in %s is not twelve digits", [entry.arn.account, entry.value])
}
