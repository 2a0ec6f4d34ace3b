# METADATA
# title: A principal is the unique id of a role
# description: |
#   IAM puts the unique id in the place of a role that was deleted. Whoever makes a
#   role of that name again does not get its access.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: INVALID_ROLE_REFERENCE
#   subject: document
#   remedy: name the role by its ARN, or take the id away
#   yields: access/wrong-principal
#   since: 0.2.0
package rules.reference["role-id"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.type
	some statement in input.statements
	some entry in statement.principal.entries
	entry.is.role_id
	not entry.owner
	message := sprintf("%s is the unique id of a role, most often of one that was deleted", [entry.value])
}
