# METADATA
# title: Every action on every resource
# description: |
#   Whoever has the policy may do whatever its account can.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: list the actions and the resources that are needed
#   since: 0.2.0
package rules.privilege.everything

import data.lib.finding

findings contains finding.related(finding.at(statement.action, message), statement.resource, "on these") if {
	input.of.identity
	some statement in input.statements
	statement.allow
	not statement.refuted
	statement.action.everything
	not statement.action.not
	statement.resource.everything
	not statement.resource.not
	not statement.conditional
	message := "every action is allowed on every resource"
}
