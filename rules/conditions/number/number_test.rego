package rules.conditions.number_test

import data.rules.conditions.number as rule

test_fires_on_another_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan"], "key": true}, "operator": "NumericLessThan", "family": {"Numeric": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "value": "ten", "malformed": true}]}]}]}
	found.message == "ten is no number (NumericLessThan)"
}

test_silent_on_such_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan"], "key": true}, "operator": "NumericLessThan", "family": {"Numeric": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "value": "10"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "ten"}]}]}]}
}
