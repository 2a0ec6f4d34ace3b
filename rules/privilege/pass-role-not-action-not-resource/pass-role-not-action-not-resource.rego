# METADATA
# title: 'Passing a role: NotAction does not list the action, on all resources but some'
# description: |
#   Passing a role lets its holder give a service permissions that the holder may
#   not have. Here NotAction does not list the action, and NotResource leaves out
#   the rest alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE
#   subject: document
#   remedy: name the roles, and the service with iam:PassedToService
#   since: 0.2.0
package rules.privilege["pass-role-not-action-not-resource"]

import data.lib.finding

findings contains finding.related(finding.at(grant, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	grant := statement.allows["iam:PassRole"]
	not grant.refuted
	grant.not_listed
	statement.resource.not
	message := "iam:PassRole is allowed on all resources but some"
}
