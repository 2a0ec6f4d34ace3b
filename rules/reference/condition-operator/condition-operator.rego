# METADATA
# title: A condition operator that AWS does not have
# description: |
#   IAM refuses a policy with an operator that it does not know, and nobody can tell
#   what such a condition asks for.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_CONDITION_OPERATOR
#   subject: document
#   remedy: use a condition operator of the policy language
#   since: 0.1.0
package rules.reference["condition-operator"]

import data.lib.finding

findings contains finding.at_key(operator, message) if {
	some operator in input.unknown.operators
	message := sprintf("there is no condition operator %s%s", [operator.value, said(operator)])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
