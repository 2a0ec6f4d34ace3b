package rules.syntax["empty-condition_test"]

import data.rules.syntax["empty-condition"] as rule

test_fires_on_an_empty_object if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "empty_conditions": [{"at": {"document": "d", "path": ["Statement", 0, "Condition"]}, "value": "Condition"}]}]}
	found.message == "Condition is empty and asks for nothing"
}

test_fires_on_an_empty_operator if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "empty_conditions": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"]}, "value": "StringEquals"}]}]}
	found.message == "StringEquals is empty and asks for nothing"
}

test_silent_on_a_condition if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
