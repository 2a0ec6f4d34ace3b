# METADATA
# title: A principal is the unique id of a user
# description: |
#   IAM puts the unique id in the place of a user who was deleted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: INVALID_USER_REFERENCE
#   subject: document
#   remedy: name the user by its ARN, or take the id away
#   since: 0.2.0
package rules.reference["user-id"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.type
	some statement in input.statements
	some entry in statement.principal.entries
	entry.is.user_id
	not entry.owner
	message := sprintf("%s is the unique id of a user, most often of one who was deleted", [entry.value])
}
