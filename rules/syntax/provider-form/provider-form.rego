# METADATA
# title: A Federated principal that is no identity provider
# description: |
#   A Federated principal is the ARN of a SAML or OpenID Connect provider, or the
#   domain of one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY
#   subject: document
#   remedy: write the ARN of the provider
#   since: 0.2.0
package rules.syntax["provider-form"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.of.trust
	some statement in input.statements
	some entry in statement.principal.entries
	entry.under.Federated
	entry.no_provider
	message := sprintf("%s is neither the domain nor the ARN of an identity provider", [entry.value])
}
