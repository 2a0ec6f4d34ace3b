# METADATA
# title: Something is still to be filled in
# description: |
#   The text between ${ and } reads like something that a template fills in, and the
#   file is no template: AWS takes it as it stands.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: put the value in its place
#   since: 0.2.0
package rules.syntax.placeholder

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	variable.placeholder
	message := sprintf("%s is to be filled in", [variable.value])
}
