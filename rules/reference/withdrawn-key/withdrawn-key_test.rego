package rules.reference["withdrawn-key_test"]

import data.rules.reference["withdrawn-key"] as rule

test_fires_on_aws_arn if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:ARN"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:ARN"], "key": true}, "value": "aws:ARN", "instead": {"aws:PrincipalArn": true, "aws:SourceArn": true}}}], "keys": {"aws:arn": true}}]}
	found.message == "aws:ARN is not supported: aws:PrincipalArn and aws:SourceArn"
}

test_silent_on_the_new_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:PrincipalArn"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:PrincipalArn"], "key": true}, "value": "aws:PrincipalArn", "type": {"ARN": true}}}], "keys": {"aws:principalarn": true}}]}
}
