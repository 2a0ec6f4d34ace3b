package rules.exposure["public-key-policy_test"]

import data.rules.exposure["public-key-policy"] as rule

test_fires_on_everybody if {
	some found in rule.findings with input as {"kind": "document", "type": "key", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "public": [{"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}]}
	found.message == "every AWS account may use this key"
}

test_silent_for_callers_of_one_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "key", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_for_the_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "key", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
