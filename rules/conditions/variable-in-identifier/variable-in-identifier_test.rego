package rules.conditions["variable-in-identifier_test"]

import data.rules.conditions["variable-in-identifier"] as rule

test_fires_on_an_organization if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "sensitive": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "${aws:PrincipalTag/org}", "variable": true}]}]}]}
	found.message == "${aws:PrincipalTag/org} is whatever the request says: values of aws:PrincipalOrgID are made by AWS"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "sensitive": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "o-example1234"}]}]}]}
}
