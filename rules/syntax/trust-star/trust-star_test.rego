package rules.syntax["trust-star_test"]

import data.rules.syntax["trust-star"] as rule

test_fires_on_the_text if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "star": true}}]}
	found.message == "a trust policy takes no \"Principal\": \"*\""
}

test_silent_on_an_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
}
