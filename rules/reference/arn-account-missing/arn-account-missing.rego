# METADATA
# title: An ARN without the account that such ARNs have
# description: |
#   ARNs of such resources have an account: an empty one matches nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ARN_ACCOUNT
#   subject: document
#   against: service reference
#   remedy: write the account, or *
#   since: 0.2.0
package rules.reference["arn-account-missing"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.needs_account
	message := sprintf("%s has no account", [entry.value])
}
