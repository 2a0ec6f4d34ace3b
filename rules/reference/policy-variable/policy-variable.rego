# METADATA
# title: A policy variable that AWS does not have
# description: |
#   A policy variable is the name of a condition key. One that names none has no
#   value, and what it stands in matches nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: write the name of the key
#   since: 0.2.0
package rules.reference["policy-variable"]

import data.lib.finding

findings contains finding.at(variable, message) if {
	some statement in input.statements
	some variable in statement.variables
	unknown := variable.unknown_key
	unknown.nearest
	message := sprintf("%s names no condition key; did you mean %s?", [variable.value, unknown.nearest])
}

findings contains finding.capped(finding.at(variable, message), "warning") if {
	some statement in input.statements
	some variable in statement.variables
	unknown := variable.unknown_key
	not unknown.nearest
	message := sprintf("%s names no condition key of the reference data", [variable.value])
}
