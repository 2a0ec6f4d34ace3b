# METADATA
# title: A resource control policy asks for the principal's keys of services too
# description: |
#   AWS services that call for themselves have no such keys, so that the policy
#   denies their calls. BoolIfExists aws:PrincipalIsAWSService false spares them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY
#   basis: inferred
#   subject: document
#   remedy: add BoolIfExists aws:PrincipalIsAWSService false
#   since: 0.2.0
package rules.conditions["rcp-principal-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	input.of.rcp
	some statement in input.statements
	statement.deny
	some test in statement.tests
	test.key.of_principal
	test.negated
	not statement.keys["aws:principalisawsservice"]
	message := sprintf("calls of AWS services have no %s, and are denied too", [test.key.value])
}
