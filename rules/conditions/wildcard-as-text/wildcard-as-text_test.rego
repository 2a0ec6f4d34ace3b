package rules.conditions["wildcard-as-text_test"]

import data.rules.conditions["wildcard-as-text"] as rule

test_fires_under_string_equals if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "base": {"StringEquals": true}, "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"]}, "value": "home/*", "wildcard": true}]}]}]}
	found.message == "StringEquals takes home/* as text, wildcards and all"
}

test_silent_under_string_like if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "base": {"StringLike": true}, "family": {"String": true}, "wildcards": true, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "value": "home/*", "wildcard": true}]}]}]}
}

test_silent_under_arn_equals if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnEquals", "aws:PrincipalArn"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnEquals"], "key": true}, "operator": "ArnEquals", "base": {"ArnEquals": true}, "family": {"ARN": true}, "wildcards": true, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnEquals", "aws:PrincipalArn"]}, "value": "arn:aws:iam::111122223333:role/*", "wildcard": true}]}]}]}
}
