package rules.syntax["variable-empty_test"]

import data.rules.syntax["variable-empty"] as rule

test_fires_in_a_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${}", "empty": true}]}]}
	found.message == "a variable names no key: ${}"
}

test_silent_on_a_variable if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_on_plain_text if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
