# METADATA
# title: A policy names a role or user that does not exist
# description: |
#   Every role and user of the account was exported, and none has the ARN that a
#   resource policy names. IAM replaces the ARN of a deleted role by its unique id,
#   so an ARN that names nobody was never right or comes from another account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: name a role or user that exists, or remove the principal
#   since: 0.1.0
package rules.snapshot["principal-not-found"]

import data.lib.finding

findings contains finding.at(principal, message) if {
	some principal in input.principals
	principal.nobody
	message := sprintf("%s names nobody: account %s has no such role or user", [principal.policy, principal.account])
}
