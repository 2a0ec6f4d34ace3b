package rules.syntax["empty-sid_test"]

import data.rules.syntax["empty-sid"] as rule

test_fires_on_an_empty_text if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "empty": true}}]}
	found.message == "the Sid is empty"
}

test_silent_on_a_name if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}}}]}
}
