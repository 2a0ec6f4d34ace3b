# METADATA
# title: A subject that no token has
# description: |
#   StringEquals compares * and ? as text, and a subject of a token holds neither: the value never matches,
#   and who was meant by it cannot become the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.role
# custom:
#   severity: warning
#   subject: role
#   remedy: write StringLike, or the whole subject
#   since: 0.1.0
package rules.trust["never-matching-subject"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some principal in input.trust.principals
	some condition in principal.claims.sub
	not condition.negated
	some value in condition.values
	value.wildcards_as_text
	message := sprintf("%s compares wildcards as text: no token has this subject", [condition.operator])
}
