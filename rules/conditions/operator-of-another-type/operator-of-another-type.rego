# METADATA
# title: An operator for values of another type
# description: |
#   The operator compares values of another type than the key has.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: TYPE_MISMATCH
#   subject: document
#   remedy: use an operator of the key's type
#   since: 0.2.0
package rules.conditions["operator-of-another-type"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.mismatch
	not statement_of_arns(test)
	families := object.keys(test.family)
	types := object.keys(test.key.type)
	message := sprintf("%s compares values of type %s, and %s is of type %s", [test.operator, finding.enumerated(families), test.key.value, finding.enumerated(types)])
}

# statement_of_arns holds of an ARN that is compared as text, of which another rule speaks.
statement_of_arns(test) if {
	test.family.String
	test.key.type.ARN
}
