package rules.conditions["key-repeated_test"]

import data.rules.conditions["key-repeated"] as rule

test_fires_on_other_capitals if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:sourcevpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:sourcevpc"], "key": true}, "value": "aws:sourcevpc", "type": {"String": true}}, "same_key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc"}}]}]}
	found.message == "aws:sourcevpc is aws:SourceVpc once more"
}

test_silent_on_two_keys if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"], "key": true}, "value": "aws:SourceVpce", "type": {"String": true}}}]}]}
}
