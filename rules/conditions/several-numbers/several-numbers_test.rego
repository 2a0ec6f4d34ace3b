package rules.conditions["several-numbers_test"]

import data.rules.conditions["several-numbers"] as rule

test_fires_on_two_limits if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan"], "key": true}, "operator": "NumericLessThan", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"], "key": true}, "value": "s3:max-keys", "type": {"Numeric": true}}, "several": 2, "decides": "20", "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys", 0]}, "value": "10"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys", 1]}, "value": "20"}]}]}]}
	found.message == "of 2 values of s3:max-keys under NumericLessThan 20 decides"
}

test_silent_on_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan"], "key": true}, "operator": "NumericLessThan", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"], "key": true}, "value": "s3:max-keys", "type": {"Numeric": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "value": "10"}]}]}]}
}

test_silent_on_equals if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals"], "key": true}, "operator": "NumericEquals", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"], "key": true}, "value": "s3:max-keys", "type": {"Numeric": true}}, "several": 2, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 0]}, "value": "10"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 1]}, "value": "20"}]}]}]}
}
