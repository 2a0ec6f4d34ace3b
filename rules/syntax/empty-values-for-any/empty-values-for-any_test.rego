package rules.syntax["empty-values-for-any_test"]

import data.rules.syntax["empty-values-for-any"] as rule

test_fires_on_an_empty_list if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"]}, "for_any_value": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}}, "no_values": true}]}]}
	found.message == "aws:TagKeys has no values: the condition is never met"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"]}, "for_any_value": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "aws:TagKeys", 0]}, "value": "o-example1234"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}}, "no_values": true}]}]}
}
