# METADATA
# title: A wildcard inside a principal
# description: |
#   A wildcard stands for everybody alone. Inside an ARN, an id or the name of a
#   service it is text, and names nobody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_WILDCARD_IN_PRINCIPAL
#   subject: document
#   remedy: name the principals, or use * with a condition on aws:PrincipalArn
#   yields: snapshot/wildcard-principal
#   since: 0.2.0
package rules.syntax["principal-wildcard"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.type
	some statement in input.statements
	some entry in statement.principal.entries
	entry.wildcard
	some key, _ in entry.under
	message := sprintf("%s is no pattern: under %s a wildcard names nobody", [entry.value, key])
}
