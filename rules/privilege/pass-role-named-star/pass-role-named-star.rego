# METADATA
# title: 'Passing a role: the action is named, on a pattern of resources'
# description: |
#   Passing a role lets its holder give a service permissions that the holder may
#   not have. Here the action is named, and a wildcard stands in Resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: PASS_ROLE_WITH_STAR_IN_RESOURCE
#   subject: document
#   sees: action as a wildcard
#   remedy: name the roles, and the service with iam:PassedToService
#   since: 0.2.0
package rules.privilege["pass-role-named-star"]

import data.lib.finding

findings contains finding.related(finding.at(grant, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	grant := statement.allows["iam:PassRole"]
	not grant.refuted
	grant.named
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
