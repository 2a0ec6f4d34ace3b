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
import data.lib.fix

findings contains finding.at_key(operator, message) if {
	some operator in input.unknown.operators
	not operator.nearest
	message := sprintf("there is no condition operator %s", [operator.value])
}

findings contains finding.fixed(finding.at_key(operator, message), repair) if {
	some operator in input.unknown.operators
	message := sprintf("there is no condition operator %s; did you mean %s?", [operator.value, operator.nearest])
	repair := fix.edits(sprintf("name %s", [operator.nearest]), [fix.replace(operator, operator.nearest)])
}
