package rules.syntax["action-prefix_test"]

import data.rules.syntax["action-prefix"] as rule

test_fires_on_a_name_alone if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "invalid", "no_prefix": true}]}}]}
	found.message == "\"invalid\" names no service: an action is SERVICE:NAME"
}

test_silent_on_an_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject", "service": "s3", "name": "s3:GetObject"}]}}]}
}
