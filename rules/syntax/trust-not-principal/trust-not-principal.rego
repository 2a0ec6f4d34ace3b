# METADATA
# title: NotPrincipal in a trust policy
# description: |
#   A trust policy names those who may become the role. NotPrincipal is refused.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL
#   subject: document
#   remedy: name the principals that are meant
#   since: 0.2.0
package rules.syntax["trust-not-principal"]

import data.lib.finding

findings contains finding.at(statement.principal, message) if {
	some statement in input.statements
	input.of.trust
	statement.principal.not
	message := "a trust policy takes no NotPrincipal"
}
