package rules.syntax["principal-wildcard_test"]

import data.rules.syntax["principal-wildcard"] as rule

test_fires_in_a_service if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "*.amazonaws.com", "under": {"Service": true}, "is": {"service": true}, "wildcard": true}]}}]}
	found.message == "*.amazonaws.com is no pattern: under Service a wildcard names nobody"
}

test_silent_on_everybody if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "*", "under": {"AWS": true}, "is": {"everyone": true}}]}}]}
}

test_silent_on_a_role if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:role/app", "under": {"AWS": true}, "is": {"role": true}}]}}]}
}
