# METADATA
# title: An Allow with NotPrincipal
# description: |
#   An Allow with NotPrincipal grants to everybody but those it names, anonymous
#   callers among them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: ALLOW_WITH_NOT_PRINCIPAL
#   subject: document
#   remedy: name the principals that are meant
#   since: 0.2.0
package rules.exposure["allow-not-principal"]

import data.lib.finding

findings contains finding.at(statement.principal, message) if {
	some statement in input.statements
	statement.allow
	not statement.refuted
	statement.principal.not
	message := "everybody is let in but those whom NotPrincipal names"
}
