# METADATA
# title: Null with IfExists
# description: |
#   Null asks whether a key is there. With IfExists it would not be asked where it
#   is not.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: NULL_WITH_IF_EXISTS
#   subject: document
#   remedy: write Null
#   since: 0.2.0
package rules.conditions["null-if-exists"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family.Null
	test.if_exists
	message := sprintf("%s: Null takes no IfExists", [test.operator])
}
