# METADATA
# title: An account in an ARN of a service whose ARNs have none
# description: |
#   ARNs of such resources have an empty account: one that is filled in matches
#   nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: ARN_ACCOUNT_NOT_ALLOWED
#   subject: document
#   against: service reference
#   remedy: leave the account empty
#   since: 0.2.0
package rules.reference["arn-account-filled"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.takes_no_account
	message := sprintf("%s: such ARNs have no account", [entry.value])
}
