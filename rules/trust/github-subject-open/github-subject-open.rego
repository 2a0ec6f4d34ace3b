# METADATA
# title: A wildcard in a subject of GitHub
# description: |
#   A wildcard in the repository or the branch lets in workflows of others, or of
#   branches that anybody may push to.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED
#   basis: inferred
#   subject: document
#   remedy: name the repository and the branch
#   yields: trust/oidc-subject-not-fixed
#   since: 0.2.0
package rules.trust["github-subject-open"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	input.of.trust
	statement.allow
	not statement.refuted
	test.key.issuer == "token.actions.githubusercontent.com"
	test.key.claim.sub
	test.wildcards
	some value in test.values
	value.wildcard
	message := sprintf("%s leaves the repository or the branch open", [value.value])
}
