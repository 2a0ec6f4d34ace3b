package rules.exposure["service-without-source_test"]

import data.rules.exposure["service-without-source"] as rule

test_fires_on_cloudtrail if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudtrail.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}}]}
	found.message == "cloudtrail.amazonaws.com is let in for whomever it works"
}

test_silent_with_its_source if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudtrail.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}, "keys": {"aws:sourceaccount": true}}]}
}

test_silent_on_an_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:root", "under": {"AWS": true}, "is": {"account": true}}]}}]}
}
