# METADATA
# title: A Resource element that lists nothing
# description: |
#   A statement whose Resource is an empty list is about no request. One whose
#   NotResource is empty is about every resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_ARRAY_RESOURCE
#   subject: document
#   remedy: list the resources that are meant, or remove the statement
#   since: 0.2.0
package rules.syntax["empty-resource"]

import data.lib.finding

findings contains finding.at(statement.resource, message) if {
	some statement in input.statements
	statement.resource.empty
	not statement.resource.not
	message := "Resource lists nothing: the statement is about no request"
}

findings contains finding.at(statement.resource, message) if {
	some statement in input.statements
	statement.resource.empty
	statement.resource.not
	message := "NotResource lists nothing: the statement is about every resource"
}
