# METADATA
# title: A policy variable without a name
# description: |
#   ${} names no key.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: EMPTY_VARIABLE
#   subject: document
#   remedy: write ${key}, or ${key, 'default'}
#   since: 0.2.0
package rules.syntax["variable-empty"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.empty
	message := sprintf("a variable names no key: %s", [variable.value])
}
