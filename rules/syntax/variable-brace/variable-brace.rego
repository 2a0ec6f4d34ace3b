# METADATA
# title: A policy variable without its closing brace
# description: |
#   What begins with ${ and has no } behind it is no policy variable.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_BRACE_IN_VARIABLE
#   subject: document
#   remedy: write ${key}, or ${key, 'default'}
#   since: 0.2.0
package rules.syntax["variable-brace"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.open
	message := sprintf("a variable lacks its closing brace: %s", [variable.value])
}
