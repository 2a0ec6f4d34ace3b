# METADATA
# title: A service principal that is none
# description: |
#   A service principal is written in small letters and ends in .amazonaws.com.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_SERVICE_PRINCIPAL_FORMAT
#   basis: inferred
#   subject: document
#   remedy: write the service principal, such as cloudfront.amazonaws.com
#   since: 0.2.0
package rules.syntax["service-principal-form"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.type
	some statement in input.statements
	some entry in statement.principal.entries
	entry.under.Service
	entry.no_service
	message := sprintf("%s is no service principal in form", [entry.value])
}
