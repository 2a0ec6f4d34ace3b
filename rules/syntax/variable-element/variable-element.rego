# METADATA
# title: A policy variable in an element that takes none
# description: |
#   Policy variables count in Resource, NotResource and Condition. Elsewhere they
#   are text.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: VARIABLE_UNSUPPORTED_IN_ELEMENT
#   subject: document
#   remedy: write the element without variables
#   since: 0.2.0
package rules.syntax["variable-element"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	not variable.placeholder
	message := sprintf("%s takes no variables: %s", [variable.element, variable.value])
}
