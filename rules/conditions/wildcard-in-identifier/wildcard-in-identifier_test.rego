package rules.conditions["wildcard-in-identifier_test"]

import data.rules.conditions["wildcard-in-identifier"] as rule

test_fires_on_an_organization if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalOrgID"]}, "wildcards": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "sensitive": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalOrgID"]}, "value": "o-exam*", "wildcard": true}]}]}]}
	found.message == "o-exam* takes in whatever begins like it: values of aws:PrincipalOrgID are made by AWS"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "sensitive": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "o-example1234"}]}]}]}
}
