package rules.conditions["never-of-service_test"]

import data.rules.conditions["never-of-service"] as rule

test_fires_on_an_organization if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "never_of": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudfront.amazonaws.com"}]}}]}]}
	found.message == "cloudfront.amazonaws.com never has aws:PrincipalOrgID"
}

test_silent_on_its_source if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}}]}]}
}

test_silent_on_an_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}}}]}]}
}
