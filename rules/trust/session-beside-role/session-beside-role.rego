# METADATA
# title: A session stands beside its role
# description: |
#   Whoever may become the role with one of its sessions may with all of them, since
#   the role is named too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY
#   subject: document
#   remedy: take the session away
#   since: 0.2.0
package rules.trust["session-beside-role"]

import data.lib.finding

findings contains finding.related(finding.at(entry, message), entry.session_of, "the role") if {
	input.of.trust
	some statement in input.statements
	some entry in statement.principal.entries
	entry.session_of
	message := sprintf("%s is a session of %s, which is named too", [entry.value, entry.session_of.value])
}
