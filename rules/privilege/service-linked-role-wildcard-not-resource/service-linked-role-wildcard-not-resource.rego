# METADATA
# title: 'Making a service-linked role: a wildcard covers the action, on all resources but some'
# description: |
#   Making a service-linked role lets its holder give a service permissions that the
#   holder may not have. Here a wildcard covers the action, and NotResource leaves
#   out the rest alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE
#   subject: document
#   sees: action as a wildcard
#   remedy: name the role
#   since: 0.2.0
package rules.privilege["service-linked-role-wildcard-not-resource"]

import data.lib.finding

findings contains finding.related(finding.at(grant, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	grant := statement.allows["iam:CreateServiceLinkedRole"]
	not grant.refuted
	grant.by_wildcard
	statement.resource.not
	message := "iam:CreateServiceLinkedRole is allowed on all resources but some"
}
