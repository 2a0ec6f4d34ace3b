# METADATA
# title: 'Making a service-linked role: NotAction does not list the action, on a pattern of resources'
# description: |
#   Making a service-linked role lets its holder give a service permissions that the
#   holder may not have. Here NotAction does not list the action, and a wildcard
#   stands in Resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION
#   subject: document
#   remedy: name the role
#   since: 0.2.0
package rules.privilege["service-linked-role-not-action-star"]

import data.lib.finding

findings contains finding.related(finding.at(grant, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	grant := statement.allows["iam:CreateServiceLinkedRole"]
	not grant.refuted
	grant.not_listed
	wide(statement.resource)
	message := "iam:CreateServiceLinkedRole is allowed on a pattern of resources"
}

# wide holds of a Resource in which some entry has a wildcard.
wide(resource) if {
	not resource.not
	some entry in resource.entries
	entry.wildcard
}
