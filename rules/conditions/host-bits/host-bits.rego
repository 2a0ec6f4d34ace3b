# METADATA
# title: A network with host bits
# description: |
#   The address has bits set that the length of the prefix leaves out. AWS ignores
#   them, and a reader takes the network for another one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: IMPROVE_IP_RANGE
#   subject: document
#   remedy: write the network
#   since: 0.2.0
package rules.conditions["host-bits"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(value, message), repair) if {
	some statement in input.statements
	some test in statement.tests
	test.family["IP address"]
	some value in test.values
	value.network
	message := sprintf("%s is the network %s", [value.value, value.network])
	repair := fix.edits(sprintf("write %s", [value.network]), [fix.replace(value, value.network)])
}
