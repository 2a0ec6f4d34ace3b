package rules.exposure["allow-not-principal_test"]

import data.rules.exposure["allow-not-principal"] as rule

test_fires_on_an_allow if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal"]}, "not": true}}]}
	found.message == "everybody is let in but those whom NotPrincipal names"
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal"]}, "not": true}}]}
}

test_silent_on_principal if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
}
