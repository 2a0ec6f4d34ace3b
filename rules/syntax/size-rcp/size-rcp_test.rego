package rules.syntax["size-rcp_test"]

import data.rules.syntax["size-rcp"] as rule

test_fires_on_a_long_one if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "size": {"at": {"document": "d", "path": []}, "characters": 6990, "most": 5120, "of": "a resource control policy"}}
	found.message == "a resource control policy has 6990 characters, AWS takes 5120"
}

test_silent_on_a_short_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
