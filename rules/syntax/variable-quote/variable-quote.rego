# METADATA
# title: A default value without single quotes
# description: |
#   The default value of a policy variable stands between single quotes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_QUOTE_IN_VARIABLE
#   subject: document
#   remedy: write ${key}, or ${key, 'default'}
#   since: 0.2.0
package rules.syntax["variable-quote"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.unquoted
	message := sprintf("a default value lacks its single quotes: %s", [variable.value])
}
