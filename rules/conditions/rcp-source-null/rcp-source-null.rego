# METADATA
# title: A resource control policy denies services that send no source
# description: |
#   Some calls of AWS services have no source. Null aws:SourceAccount false keeps
#   the statement to those that have one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK
#   basis: inferred
#   subject: document
#   remedy: add Null aws:SourceAccount false
#   since: 0.2.0
package rules.conditions["rcp-source-null"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	input.of.rcp
	some statement in input.statements
	statement.deny
	some test in statement.tests
	test.key.of_service_source
	not test.family.Null
	not checked(statement)
	message := sprintf("calls of AWS services without %s are denied too", [test.key.value])
}

# checked holds where the statement asks for the presence of a source.
checked(statement) if {
	some test in statement.tests
	test.family.Null
	test.key.of_service_source
}
