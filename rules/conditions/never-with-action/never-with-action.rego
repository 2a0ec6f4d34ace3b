# METADATA
# title: A condition key that requests for the action never have
# description: |
#   Where the key is absent, most conditions are not met and some always are: a
#   statement with such an action and such a key does not what it says. An action with
#   wildcards is judged where they leave one action alone; Access Analyzer passes it over.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_ACTION_FOR_CONDITION_KEY
#   subject: document
#   against: service reference
#   remedy: move the action to a statement of its own
#   since: 0.2.0
package rules.conditions["never-with-action"]

import data.lib.finding

findings contains finding.noted(finding.at_key(test.key, message), notes) if {
	some statement in input.statements
	some test in statement.tests
	actions := {action.value | some action in test.key.never_with}
	count(actions) > 0
	not test.if_exists
	not test.family.Null
	not test.key.global
	message := sprintf("requests for %s never have %s", [finding.enumerated(actions), test.key.value])
	notes := [{"at": action.at, "message": "it is one of them"} | some action in test.key.never_with]
}
