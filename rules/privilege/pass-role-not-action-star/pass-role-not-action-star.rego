# METADATA
# title: 'Passing a role: NotAction does not list the action, on a pattern of resources'
# description: |
#   Passing a role lets its holder give a service permissions that the holder may
#   not have. Here NotAction does not list the action, and a wildcard stands in
#   Resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION
#   subject: document
#   remedy: name the roles, and the service with iam:PassedToService
#   since: 0.2.0
package rules.privilege["pass-role-not-action-star"]

import data.lib.finding

findings contains finding.related(finding.at(grant, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	grant := statement.allows["iam:PassRole"]
	not grant.refuted
	grant.not_listed
	wide(statement.resource)
	not statement.keys["iam:passedtoservice"]
	message := "iam:PassRole is allowed on a pattern of resources"
}

# wide holds of a Resource in which some entry has a wildcard.
wide(resource) if {
	not resource.not
	some entry in resource.entries
	entry.wildcard
}
