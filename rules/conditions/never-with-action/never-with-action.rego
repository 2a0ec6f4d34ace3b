# METADATA
# title: A condition key that requests for the action never have
# description: |
#   Where the key is absent, most conditions are not met and some always are: a
#   statement with such an action and such a key does not what it says. An action with
#   wildcards is judged where they leave one action alone; Access Analyzer passes it over.
#   The service reference does not tell of all keys of all services with which actions
#   they work: where nothing else says so the finding is a warning.
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

findings contains finding.noted(finding.at_key(test.key, message), notes(test.key)) if {
	some test in tests
	some action in test.key.never_with
	action.guided
	message := sprintf("requests for %s never have %s", [names(test.key), test.key.value])
}

findings contains finding.capped(finding.noted(finding.at_key(test.key, message), notes(test.key)), "warning") if {
	some test in tests
	every action in test.key.never_with {
		not action.guided
	}
	message := sprintf("the service reference does not list %s for %s", [test.key.value, names(test.key)])
}

tests contains test if {
	some statement in input.statements
	some test in statement.tests
	count(test.key.never_with) > 0
	not test.if_exists
	not test.family.Null
	not test.key.global
}

names(key) := finding.enumerated({action.value | some action in key.never_with})

notes(key) := [{"at": action.at, "message": "it is one of them"} | some action in key.never_with]
