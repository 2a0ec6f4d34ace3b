# METADATA
# title: A Deny by tag with NotAction
# description: |
#   NotAction takes in the actions of services that do not authorize by tags of the
#   resource, and of them the condition is never met.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
#   subject: document
#   remedy: list the actions
#   since: 0.2.0
package rules.conditions["tag-deny-not-action"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	statement.deny
	statement.action.not
	some test in statement.tests
	test.key.name["aws:resourcetag"]
	message := sprintf("NotAction takes in actions that know no %s", [test.key.value])
}
