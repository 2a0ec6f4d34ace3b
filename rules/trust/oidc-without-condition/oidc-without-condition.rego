# METADATA
# title: An OpenID Connect provider without a condition on its claims
# description: |
#   Without a condition on a claim of the provider everybody whom it vouches for may
#   become the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL
#   subject: document
#   remedy: add conditions on the provider's aud and sub
#   yields: trust/oidc-subject-not-fixed
#   since: 0.2.0
package rules.trust["oidc-without-condition"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	not statement.refuted
	some entry in statement.principal.entries
	entry.is.oidc
	not entry.claims
	message := sprintf("no condition asks for a claim of %s", [entry.issuer])
}
