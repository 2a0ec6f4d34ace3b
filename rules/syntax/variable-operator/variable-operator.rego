# METADATA
# title: A policy variable under an operator that takes none
# description: |
#   Variables count in values of String and ARN operators and of Bool. Numbers,
#   dates, addresses, binary values and Null are compared as they stand.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_VARIABLE_FOR_OPERATOR
#   subject: document
#   remedy: write the value, or use a String operator
#   since: 0.2.0
package rules.syntax["variable-operator"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.operator
	message := sprintf("%s takes no variables: %s", [variable.operator, variable.value])
}
