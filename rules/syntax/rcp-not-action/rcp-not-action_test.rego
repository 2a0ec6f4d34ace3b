package rules.syntax["rcp-not-action_test"]

import data.rules.syntax["rcp-not-action"] as rule

test_fires_on_not_action if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}}]}
	found.message == "a resource control policy takes no NotAction"
}

test_silent_on_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}}]}
}
