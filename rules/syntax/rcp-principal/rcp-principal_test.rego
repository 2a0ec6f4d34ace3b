package rules.syntax["rcp-principal_test"]

import data.rules.syntax["rcp-principal"] as rule

test_fires_on_an_account if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
	found.message == "the principal of a resource control policy is *"
}

test_silent_on_everybody if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "star": true}}]}
}
