package rules.reference["deprecated-key_test"]

import data.rules.reference["deprecated-key"] as rule

test_fires_on_the_owner_of_the_source if {
	some found in rule.findings with input as {"kind": "document", "type": "resource", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceOwner"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceOwner"], "key": true}, "value": "aws:SourceOwner", "better": {"aws:SourceAccount": true, "aws:SourceArn": true}}}], "keys": {"aws:sourceowner": true}}]}
	found.message == "aws:SourceOwner is deprecated: aws:SourceAccount and aws:SourceArn"
}

test_silent_on_the_account_of_the_source if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "resource", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}}], "keys": {"aws:sourceaccount": true}}]}
}
