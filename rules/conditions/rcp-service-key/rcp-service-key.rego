# METADATA
# title: A resource control policy asks for a service's source of everybody
# description: |
#   Only calls of AWS services have the key. BoolIfExists aws:PrincipalIsAWSService
#   true keeps the statement to them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY
#   basis: inferred
#   subject: document
#   remedy: add BoolIfExists aws:PrincipalIsAWSService true
#   since: 0.2.0
package rules.conditions["rcp-service-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	input.of.rcp
	some statement in input.statements
	statement.deny
	some test in statement.tests
	test.key.of_service_source
	not test.family.Null
	not statement.keys["aws:principalisawsservice"]
	message := sprintf("only calls of AWS services have %s, and the statement is about all", [test.key.value])
}
