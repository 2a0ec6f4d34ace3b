# METADATA
# title: A wildcard in the name of a service
# description: |
#   A wildcard in the service of an ARN is about services that nobody thought of.
#   IAM refuses it in an action.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: WILDCARD_IN_SERVICE_NAME
#   subject: document
#   remedy: name the service
#   since: 0.2.0
package rules.syntax["wildcard-in-service"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.wildcard_in_service
	message := sprintf("a wildcard stands in the service: %s", [entry.value])
}

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.action.entries
	entry.wildcard_in_service
	message := sprintf("a wildcard stands in the service: %s", [entry.value])
}
