package rules.conditions["set-operator-missing_test"]

import data.rules.conditions["set-operator-missing"] as rule

test_fires_on_a_plain_operator if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}, "multi": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:TagKeys"]}, "value": "team"}]}]}]}
	found.message == "aws:TagKeys has several values, and StringEquals does not say which are compared"
}

test_silent_on_a_set_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals"], "key": true}, "operator": "ForAnyValue:StringEquals", "family": {"String": true}, "for_any_value": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}, "multi": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"]}, "value": "team"}]}]}]}
}

test_silent_on_null if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Null"], "key": true}, "operator": "Null", "family": {"Null": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}, "multi": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:TagKeys"]}, "value": "true"}]}]}]}
}
