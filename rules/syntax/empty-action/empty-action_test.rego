package rules.syntax["empty-action_test"]

import data.rules.syntax["empty-action"] as rule

test_fires_on_an_empty_list if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "empty": true}}]}
	found.message == "Action lists nothing: the statement is about no request"
}

test_fires_on_an_empty_exception if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true, "empty": true}}]}
	found.message == "NotAction lists nothing: the statement is about every action"
}

test_silent_on_an_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}]}
}
