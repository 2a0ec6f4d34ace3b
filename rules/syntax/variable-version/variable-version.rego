# METADATA
# title: A policy variable under an old Version
# description: |
#   Only the Version 2012-10-17 knows policy variables. Under an older one, or
#   without any, ${...} is text and matches nothing that is meant.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: VARIABLE_UNSUPPORTED_IN_VERSION
#   subject: document
#   remedy: 'write "Version": "2012-10-17"'
#   since: 0.2.0
package rules.syntax["variable-version"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.old_version
	not variable.placeholder
	message := sprintf("%s is text here: the Version is not 2012-10-17", [variable.value])
}
