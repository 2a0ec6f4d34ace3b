package rules.syntax["scp-principal_test"]

import data.rules.syntax["scp-principal"] as rule

test_fires_on_a_principal if {
	some found in rule.findings with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
	found.message == "a service control policy names no principals"
}

test_silent_on_none if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
