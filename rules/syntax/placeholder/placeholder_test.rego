package rules.syntax.placeholder_test

import data.rules.syntax.placeholder as rule

test_fires_in_a_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${BUCKET}", "placeholder": true}]}]}
	found.message == "${BUCKET} is to be filled in"
}

test_silent_on_a_variable if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_fires_once_on_all if {
	at := {"document": "d", "path": ["Statement", 0, "Resource"]}
	rule.findings == {{"message": "${BUCKET} and <account-id> are to be filled in", "at": at, "related": [{"at": at, "message": "so is <account-id>"}]}} with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": at, "value": "${BUCKET}", "placeholder": true}, {"at": at, "value": "<account-id>", "placeholder": true}]}]}
}
