# METADATA
# title: A set operator on an audience of a provider that is not known
# description: |
#   Whether the audience is one value or a list is for the provider to say.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: CONFIRM_AUDIENCE_CLAIM_TYPE
#   basis: inferred
#   subject: document
#   remedy: use the operator that fits the claim
#   since: 0.2.0
package rules.trust["audience-kind"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	input.of.trust
	test.key.claim.aud
	some how in ["for_any_value", "for_all_values"]
	test[how]
	not test.key.issuer in known
	message := sprintf("whether %s has one value or several is for the provider to say", [test.key.value])
}

# known are providers whose tokens have one audience.
known := {"token.actions.githubusercontent.com", "accounts.google.com"}
