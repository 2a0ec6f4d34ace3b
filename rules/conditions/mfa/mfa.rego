# METADATA
# title: A condition on MFA that works otherwise than it reads
# description: |
#   aws:MultiFactorAuthPresent is in requests with temporary credentials alone. With
#   the access keys of a user it is absent: Bool is not met then, false neither, and
#   BoolIfExists is, true too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: allow under Bool true, or deny under BoolIfExists false
#   since: 0.2.0
package rules.conditions.mfa

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	statement.allow
	not statement.refuted
	some test in statement.tests
	on_mfa(test)
	wants(test, "false")
	message := sprintf("%s false allows those who came without MFA", [test.operator])
}

findings contains finding.at(test, message) if {
	some statement in input.statements
	statement.allow
	not statement.refuted
	some test in statement.tests
	on_mfa(test)
	test.if_exists
	wants(test, "true")
	message := sprintf("%s true allows requests with the access keys of a user, without MFA", [test.operator])
}

findings contains finding.at(test, message) if {
	some statement in input.statements
	statement.deny
	some test in statement.tests
	on_mfa(test)
	not test.if_exists
	wants(test, "false")
	message := sprintf("%s false does not deny requests with the access keys of a user", [test.operator])
}

on_mfa(test) if {
	test.key.name["aws:multifactorauthpresent"]
	test.base.Bool
}

wants(test, wanted) if {
	some value in test.values
	value.truth[wanted]
}
