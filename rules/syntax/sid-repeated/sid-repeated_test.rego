package rules.syntax["sid-repeated_test"]

import data.rules.syntax["sid-repeated"] as rule

test_fires_on_two_equal if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "value": "Read"}}, {"at": {"document": "d", "path": ["Statement", 1]}, "sid": {"at": {"document": "d", "path": ["Statement", 1, "Sid"]}, "value": "Read", "same_as": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "value": "Read"}}}]}
	found.message == "the Sid Read occurs twice"
}

test_silent_on_an_identity_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "sid": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "value": "Read"}}, {"at": {"document": "d", "path": ["Statement", 1]}, "sid": {"at": {"document": "d", "path": ["Statement", 1, "Sid"]}, "value": "Read", "same_as": {"at": {"document": "d", "path": ["Statement", 0, "Sid"]}, "value": "Read"}}}]}
}
