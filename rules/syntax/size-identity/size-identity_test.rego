package rules.syntax["size-identity_test"]

import data.rules.syntax["size-identity"] as rule

test_fires_on_a_long_one if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "size": {"at": {"document": "d", "path": []}, "characters": 7514, "most": 6144, "of": "a managed policy"}}
	found.message == "a managed policy has 7514 characters, AWS takes 6144"
}

test_silent_on_a_short_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
