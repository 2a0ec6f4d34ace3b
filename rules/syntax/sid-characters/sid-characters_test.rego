package rules.syntax["sid-characters_test"]

import data.rules.syntax["sid-characters"] as rule

test_fires_on_a_blank if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "other_characters": " "}}]}
	found.message == "the Sid has characters that are no letters or digits: \" \""
}

test_fires_on_a_dash if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "other_characters": "-"}}]}
	found.message == "the Sid has characters that are no letters or digits: \"-\""
}

test_silent_on_letters if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}}}]}
}

test_silent_on_a_bucket_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "other_characters": " "}}]}
}
