package rules.conditions.date_test

import data.rules.conditions.date as rule

test_fires_on_another_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan"], "key": true}, "operator": "DateLessThan", "family": {"Date": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "value": "31.01.2026", "malformed": true}]}]}]}
	found.message == "31.01.2026 is no date (DateLessThan)"
}

test_silent_on_such_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan"], "key": true}, "operator": "DateLessThan", "family": {"Date": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "value": "2026-01-31T00:00:00Z"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "31.01.2026"}]}]}]}
}
