# METADATA
# title: A principal that is written like none
# description: |
#   Under AWS stand accounts, and ARNs of roles, users and sessions. AWS refuses a
#   policy that names anything else there, such as a group.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: name the account, or the role, user or session by its ARN
#   since: 0.2.0
package rules.syntax["aws-principal"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.principal.entries
	entry.under.AWS
	entry.no_principal
	message := sprintf("%s is no account, role, user or session", [entry.value])
}
