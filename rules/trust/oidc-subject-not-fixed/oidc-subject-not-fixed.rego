# METADATA
# title: Tokens of other customers of an identity provider become the role
# description: |
#   The role trusts a web identity provider that serves many customers under one name, and tokens that it
#   gives to others are let in too: nothing is wanted of the claim that names the customer, a wildcard stands
#   in his name, or the condition also holds of tokens without the claim. IAM refuses to save such a policy
#   without a condition on that claim; older ones stay in force.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
# schemas:
#   - input: schema.role
# custom:
#   severity: security-warning
#   code: MISSING_GITHUB_REPO_CONDITION_KEY
#   subject: role
#   remedy: add a condition on the claim, with the customer's whole name before any wildcard
#   since: 0.1.0
package rules.trust["oidc-subject-not-fixed"]

import data.lib.finding
import data.lib.trust

findings contains finding.at(cause.at, cause.message) if {
	some principal in input.trust.principals
	some claim, _ in principal.provider.owner_claim
	trust.admits(principal.unrelated)
	some cause in causes(principal, claim)
}

causes(principal, claim) := {{"at": principal.at, "message": message}} if {
	not principal.claims[claim]
	message := sprintf("any customer of %s may become the role: the statement wants nothing of %s", [
		principal.provider.host,
		claim,
	])
}

causes(principal, claim) := narrow if {
	principal.claims[claim]
	narrow := of_claim(principal, claim)
	count(narrow) > 0
}

causes(principal, claim) := {{"at": condition.at, "message": message} |
	some condition in principal.claims[claim]
	message := sprintf("tokens of other customers of %s meet the condition on %s", [principal.provider.host, claim])
} if {
	principal.claims[claim]
	count(of_claim(principal, claim)) == 0
}

# of_claim finds what lets others in: a condition that holds of tokens without
# the claim, and patterns that match a claim of theirs.
of_claim(principal, claim) := {{"at": condition.at, "message": message} |
	principal.unrelated.claim_absent
	some condition in principal.claims[claim]
	condition.true_if_absent
	message := sprintf("%s holds of a token without %s", [condition.operator, claim])
} | {{"at": value.at, "message": message} |
	some condition in principal.claims[claim]
	some value in condition.values
	value.wildcard_in_owner
	message := sprintf("the pattern matches other customers of %s: %s", [principal.provider.host, principal.unrelated.claim])
}
