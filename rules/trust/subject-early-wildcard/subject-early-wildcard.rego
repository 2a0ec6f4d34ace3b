# METADATA
# title: A wildcard that begins early in a claim
# description: |
#   Fewer than six characters stand directly before the wildcard: the claims of many
#   others begin like that. Access Analyzer counts so; that it does for claims was
#   measured by its users, for other keys AWS does not say.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: WILDCARD_USAGE_TOO_PERMISSIVE
#   basis: inferred
#   subject: document
#   remedy: write more of the claim before the wildcard
#   yields: trust/oidc-subject-not-fixed
#   since: 0.2.0
package rules.trust["subject-early-wildcard"]

import data.lib.finding

findings contains finding.at(value, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	not statement.refuted
	not fixed(statement)
	some test in statement.tests
	wanted(test)
	some value in test.values
	value.short_before_wildcard
	message := sprintf("fewer than six characters stand before a wildcard of %s", [value.value])
}

# Another claim may tell the caller apart.
findings contains finding.capped(finding.at(value, message), "suggestion") if {
	input.of.trust
	some statement in input.statements
	statement.allow
	not statement.refuted
	fixed(statement)
	some test in statement.tests
	wanted(test)
	some value in test.values
	value.short_before_wildcard
	message := sprintf("fewer than six characters stand before a wildcard of %s", [value.value])
}

wanted(test) if {
	test.key.claim.sub
	test.wildcards
	not test.negated
}

fixed(statement) if {
	some entry in statement.principal.entries
	some claim, _ in entry.claims
	not claim in {"sub", "aud"}
}
