package rules.syntax["trust-not-principal_test"]

import data.rules.syntax["trust-not-principal"] as rule

test_fires_on_not_principal if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal"]}, "not": true}}]}
	found.message == "a trust policy takes no NotPrincipal"
}

test_silent_on_principal if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
}

test_silent_in_a_bucket_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal"]}, "not": true}}]}
}
