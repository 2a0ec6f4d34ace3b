package rules.syntax["variable-space_test"]

import data.rules.syntax["variable-space"] as rule

test_fires_in_a_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${aws: username}", "blank": true}]}]}
	found.message == "a blank stands in the name of a variable: ${aws: username}"
}

test_silent_on_a_variable if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_on_plain_text if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
