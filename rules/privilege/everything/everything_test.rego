package rules.privilege.everything_test

import data.rules.privilege.everything as rule

test_fires_on_administrators if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "everything": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}}]}
	found.message == "every action is allowed on every resource"
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "everything": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}}]}
}

test_silent_on_one_service if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}}]}
}
