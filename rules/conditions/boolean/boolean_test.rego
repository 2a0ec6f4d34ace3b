package rules.conditions.boolean_test

import data.rules.conditions.boolean as rule

test_fires_on_another_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool"], "key": true}, "operator": "Bool", "family": {"Boolean": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "yes", "malformed": true}]}]}]}
	found.message == "yes is neither true nor false (Bool)"
}

test_silent_on_such_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool"], "key": true}, "operator": "Bool", "family": {"Boolean": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "false"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "yes"}]}]}]}
}
