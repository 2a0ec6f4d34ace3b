package rules.conditions["null-for-all_test"]

import data.rules.conditions["null-for-all"] as rule

test_fires_on_for_all_values if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:Null", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:Null"], "key": true}, "operator": "ForAllValues:Null", "family": {"Null": true}, "for_all_values": true}]}]}
	found.message == "ForAllValues:Null is met by every request"
}

test_fires_on_for_any_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:Null", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:Null"], "key": true}, "operator": "ForAnyValue:Null", "family": {"Null": true}, "for_any_value": true}]}]}
	found.message == "ForAnyValue:Null is met by no request"
}

test_silent_on_null if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:TagKeys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Null"], "key": true}, "operator": "Null", "family": {"Null": true}}]}]}
}
