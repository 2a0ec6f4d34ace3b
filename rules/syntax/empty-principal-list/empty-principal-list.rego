# METADATA
# title: A Principal element with an empty list
# description: |
#   A list of principals that is empty names nobody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_ARRAY_PRINCIPAL
#   subject: document
#   remedy: name the principals that are meant
#   since: 0.2.0
package rules.syntax["empty-principal-list"]

import data.lib.finding

findings contains finding.at(empty, message) if {
	some statement in input.statements
	some empty in statement.principal.empty
	not empty.value in {"Principal", "NotPrincipal"}
	message := sprintf("%s lists nobody", [empty.value])
}
