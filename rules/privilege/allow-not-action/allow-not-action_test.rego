package rules.privilege["allow-not-action_test"]

import data.rules.privilege["allow-not-action"] as rule

test_fires_on_all_but_iam if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}}]}
	found.message == "every action is allowed but those that NotAction lists"
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}}]}
}

test_silent_on_one_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}}]}
}
