# METADATA
# title: A Principal element that is an empty object
# description: |
#   An empty object names nobody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_OBJECT_PRINCIPAL
#   subject: document
#   remedy: name the principals that are meant
#   since: 0.2.0
package rules.syntax["empty-principal-object"]

import data.lib.finding

findings contains finding.at(empty, message) if {
	some statement in input.statements
	some empty in statement.principal.empty
	empty.value in {"Principal", "NotPrincipal"}
	message := sprintf("%s is empty and names nobody", [empty.value])
}
