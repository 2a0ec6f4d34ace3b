package rules.syntax["size-trust_test"]

import data.rules.syntax["size-trust"] as rule

test_fires_on_a_long_one if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "size": {"at": {"document": "d", "path": []}, "characters": 2850, "most": 2048, "of": "a trust policy"}}
	found.message == "a trust policy has 2850 characters, AWS takes 2048"
}

test_silent_on_a_short_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
