# METADATA
# title: A service is kept in by a key that says little
# description: |
#   A condition on a key that the caller chooses does not say for whom the service
#   works. aws:SourceArn and aws:SourceAccount do.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL
#   basis: inferred
#   subject: document
#   remedy: use aws:SourceArn or aws:SourceAccount
#   since: 0.2.0
package rules.exposure["service-by-another-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	not input.type in {"trust", "identity", "scp", "rcp"}
	some statement in input.statements
	statement.allow
	not statement.refuted
	some entry in statement.principal.entries
	entry.under.Service
	some test in statement.tests
	test.key.caller_chooses
	message := sprintf("%s does not say for whom %s works", [test.key.value, entry.value])
}
