package rules.conditions["several-booleans_test"]

import data.rules.conditions["several-booleans"] as rule

test_fires_on_true_and_false if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"], "key": true}, "value": "aws:SecureTransport", "type": {"Bool": true}, "single": true}, "several": 2, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport", 0]}, "value": "true"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport", 1]}, "value": "false"}]}]}]}
	found.message == "aws:SecureTransport has one of two values, and the policy lists 2"
}

test_silent_on_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"], "key": true}, "value": "aws:SecureTransport", "type": {"Bool": true}, "single": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "true"}]}]}]}
}
