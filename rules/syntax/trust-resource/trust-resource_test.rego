package rules.syntax["trust-resource_test"]

import data.rules.syntax["trust-resource"] as rule

test_fires_on_a_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}}]}
	found.message == "a trust policy takes no Resource: it is about its own role"
}

test_silent_on_none if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
