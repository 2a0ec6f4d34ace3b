package rules.conditions["string-like-on-arn_test"]

import data.rules.conditions["string-like-on-arn"] as rule

test_fires_on_string_like if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalArn"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalArn"], "key": true}, "value": "aws:PrincipalArn", "type": {"ARN": true}}}]}]}
	found.message == "aws:PrincipalArn holds an ARN, and a wildcard under StringLike reaches across its parts"
}

test_silent_on_arn_like if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:PrincipalArn"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike"], "key": true}, "operator": "ArnLike", "base": {"ArnLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:PrincipalArn"], "key": true}, "value": "aws:PrincipalArn", "type": {"ARN": true}}}]}]}
}

test_silent_on_another_key if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}}}]}]}
}
