package rules.reference["policy-variable_test"]

import data.rules.reference["policy-variable"] as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${aws:usernme}", "unknown_key": {"value": "aws:usernme", "nearest": "aws:username"}}]}]}
	found.message == "${aws:usernme} names no condition key; did you mean aws:username?"
}

test_fires_on_a_name_that_may_be_new if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${s3:QuantumState}", "unknown_key": {"value": "s3:QuantumState"}}]}]}
	found.message == "${s3:QuantumState} names no condition key of the reference data"
}

test_silent_on_names_that_there_are if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_on_a_claim_of_a_provider if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
