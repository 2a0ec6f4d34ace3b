package rules.syntax["size-scp_test"]

import data.rules.syntax["size-scp"] as rule

test_fires_on_a_long_one if {
	some found in rule.findings with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "size": {"at": {"document": "d", "path": []}, "characters": 13166, "most": 10240, "of": "a service control policy"}}
	found.message == "a service control policy has 13166 characters, AWS takes 10240"
}

test_silent_on_a_short_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
