# METADATA
# title: A condition key that AWS advises against
# description: |
#   AWS still supports the key and names others to use in its place. Access
#   Analyzer's page names aws:ARN alone, which is no longer supported: withdrawn-key
#   speaks of it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: DEPRECATED_GLOBAL_CONDITION_KEY
#   basis: inferred
#   subject: document
#   remedy: use aws:SourceAccount or aws:SourceArn
#   since: 0.2.0
package rules.reference["deprecated-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	keys := object.keys(test.key.better)
	count(keys) > 0
	message := sprintf("%s is deprecated: %s", [test.key.value, finding.enumerated(keys)])
}
