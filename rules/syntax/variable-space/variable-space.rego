# METADATA
# title: A blank in the name of a policy variable
# description: |
#   No condition key has a blank in its name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_SPACE_IN_VARIABLE
#   subject: document
#   remedy: write ${key}, or ${key, 'default'}
#   since: 0.2.0
package rules.syntax["variable-space"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.blank
	message := sprintf("a blank stands in the name of a variable: %s", [variable.value])
}
