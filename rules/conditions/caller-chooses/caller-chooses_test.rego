package rules.conditions["caller-chooses_test"]

import data.rules.conditions["caller-chooses"] as rule

test_fires_on_the_referer if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:Referer"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:Referer"], "key": true}, "value": "aws:Referer", "type": {"String": true}, "caller_chooses": true}}]}]}
	found.message == "the caller chooses aws:Referer"
}

test_silent_on_the_organization if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}}}]}]}
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:UserAgent"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:UserAgent"], "key": true}, "value": "aws:UserAgent", "type": {"String": true}, "caller_chooses": true}}]}]}
}
