# METADATA
# title: ForAnyValue on an audience that has one value
# description: |
#   The audience of a token of this provider is one value: the plain operator says
#   what is meant.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE
#   basis: inferred
#   subject: document
#   remedy: write the operator without ForAnyValue
#   since: 0.2.0
package rules.trust["audience-for-any-value"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	input.of.trust
	test.key.claim.aud
	test.for_any_value
	test.key.issuer in single
	message := sprintf("%s has one value", [test.key.value])
}

# single are providers whose tokens have one audience.
single := {"token.actions.githubusercontent.com", "accounts.google.com"}
