# METADATA
# title: A Federated principal outside of a trust policy
# description: |
#   Identity providers vouch for those who become a role. No other policy takes
#   them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: FEDERATED_PRINCIPAL_NOT_SUPPORTED
#   subject: document
#   remedy: name the role that its users become
#   since: 0.2.0
package rules.syntax["federated-principal"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.type != "trust"
	some statement in input.statements
	some entry in statement.principal.entries
	entry.under.Federated
	entry.value
	message := sprintf("%s: only trust policies of roles take identity providers", [entry.value])
}
