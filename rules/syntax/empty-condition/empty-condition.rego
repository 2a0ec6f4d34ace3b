# METADATA
# title: A Condition element that holds nothing
# description: |
#   An empty Condition, or an empty operator in it, asks for nothing: the statement
#   holds for every request.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_OBJECT_CONDITION
#   subject: document
#   remedy: write the condition that is meant, or remove the element
#   since: 0.2.0
package rules.syntax["empty-condition"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(empty, message(empty)), repair) if {
	some statement in input.statements
	some empty in statement.empty_conditions
	empty.value == "Condition"
	repair := fix.edits("remove the Condition", [fix.remove(empty)])
}

# Without its only operator a Condition would be empty, too.
findings contains finding.at(empty, message(empty)) if {
	some statement in input.statements
	some empty in statement.empty_conditions
	empty.value != "Condition"
}

message(empty) := sprintf("%s is empty and asks for nothing", [empty.value])
