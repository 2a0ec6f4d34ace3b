# METADATA
# title: A condition on what no caller may set
# description: |
#   Callers set a source identity with sts:SetSourceIdentity and session tags with
#   sts:TagSession, beside the call by which they become the role. Where the trust
#   policy allows neither, a call that sets them is denied, and one that does not
#   has no value to compare.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ACTION_FOR_CONDITION_KEY
#   basis: inferred
#   subject: document
#   remedy: allow the action in the same statement
#   since: 0.2.0
package rules.trust["key-without-its-action"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	not statement.refuted
	some test in statement.tests
	not test.family.Null
	not test.if_exists
	not test.negated
	not test.for_all_values
	message := sprintf("nobody can set %s without %s", [test.key.value, test.key.set_by])
}
