# METADATA
# title: A condition key that AWS no longer supports
# description: |
#   AWS says to use another key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_GLOBAL_CONDITION_KEY
#   subject: document
#   remedy: use aws:PrincipalArn or aws:SourceArn
#   since: 0.2.0
package rules.reference["withdrawn-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	keys := object.keys(test.key.instead)
	count(keys) > 0
	message := sprintf("%s is not supported: %s", [test.key.value, finding.enumerated(keys)])
}
