# METADATA
# title: '"Principal": "*" in a trust policy'
# description: |
#   IAM does not take the text * for the principal of a trust policy that allows.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL
#   subject: document
#   remedy: name who may become the role
#   yields: trust/anybody
#   since: 0.2.0
package rules.syntax["trust-star"]

import data.lib.finding

findings contains finding.at(statement.principal, message) if {
	some statement in input.statements
	input.of.trust
	statement.principal.star
	message := "a trust policy takes no \"Principal\": \"*\""
}
