# METADATA
# title: Decryption with every key
# description: |
#   The statement lets its holder decrypt with every KMS key whose policy leaves
#   that to the account, of other accounts as well. AWS advises to name the keys.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: name the keys, or the service through which they are used in a condition on kms:ViaService
#   since: 0.2.0
package rules.privilege["every-key"]

import data.lib.finding

findings contains finding.related(finding.at(grant, "decryption with every KMS key is allowed"), entry, "on this") if {
	input.of.identity
	not input.caps
	some statement in input.statements
	statement.allow
	not statement.conditional
	not statement.resource.not
	some entry in statement.resource.entries
	entry.every_key
	not statement.action.not
	not statement.action.everything
	grant := statement.allows["kms:Decrypt"]
	not grant.refuted
}
