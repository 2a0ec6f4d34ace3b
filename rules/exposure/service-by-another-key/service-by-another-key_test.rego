package rules.exposure["service-by-another-key_test"]

import data.rules.exposure["service-by-another-key"] as rule

test_fires_on_a_referer if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudtrail.amazonaws.com", "under": {"Service": true}}]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:Referer"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:Referer"], "key": true}, "value": "aws:Referer", "type": {"String": true}, "caller_chooses": true}}]}]}
	found.message == "aws:Referer does not say for whom cloudtrail.amazonaws.com works"
}

test_silent_on_its_source if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudtrail.amazonaws.com", "under": {"Service": true}}]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}}]}]}
}
