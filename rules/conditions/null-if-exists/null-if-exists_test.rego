package rules.conditions["null-if-exists_test"]

import data.rules.conditions["null-if-exists"] as rule

test_fires_on_null_if_exists if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NullIfExists", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NullIfExists"], "key": true}, "operator": "NullIfExists", "family": {"Null": true}, "if_exists": true}]}]}
	found.message == "NullIfExists: Null takes no IfExists"
}

test_silent_on_null if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Null"], "key": true}, "operator": "Null", "family": {"Null": true}}]}]}
}

test_silent_on_another if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEqualsIfExists", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEqualsIfExists"], "key": true}, "operator": "StringEqualsIfExists", "family": {"String": true}, "if_exists": true}]}]}
}
