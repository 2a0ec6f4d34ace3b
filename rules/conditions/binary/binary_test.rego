package rules.conditions.binary_test

import data.rules.conditions.binary as rule

test_fires_on_another_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals"], "key": true}, "operator": "BinaryEquals", "base": {"BinaryEquals": true}, "family": {"Binary": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals", "aws:PrincipalOrgID"]}, "value": "no base 64", "malformed": true}]}]}]}
	found.message == "no base 64 is not base64 (BinaryEquals)"
}

test_silent_on_such_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals"], "key": true}, "operator": "BinaryEquals", "base": {"BinaryEquals": true}, "family": {"Binary": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BinaryEquals", "aws:PrincipalOrgID"]}, "value": "QUFB"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "base": {"StringEquals": true}, "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "no base 64"}]}]}]}
}
