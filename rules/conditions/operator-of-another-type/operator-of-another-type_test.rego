package rules.conditions["operator-of-another-type_test"]

import data.rules.conditions["operator-of-another-type"] as rule

test_fires_on_a_number_operator if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals"], "key": true}, "operator": "NumericEquals", "family": {"Numeric": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}, "mismatch": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "aws:SourceVpc"]}, "value": "12"}]}], "keys": {"aws:sourcevpc": true}}]}
	found.message == "NumericEquals compares values of type Numeric, and aws:SourceVpc is of type String"
}

test_fires_on_an_arn_operator if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:SourceIp"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike"], "key": true}, "operator": "ArnLike", "family": {"ARN": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:SourceIp"], "key": true}, "value": "aws:SourceIp", "type": {"IPAddress": true}, "mismatch": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ArnLike", "aws:SourceIp"]}, "value": "arn:aws:s3:::bucket-a"}]}], "keys": {"aws:sourceip": true}}]}
	found.message == "ArnLike compares values of type ARN, and aws:SourceIp is of type IPAddress"
}

test_silent_on_the_right_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "value": "vpc-0123456789abcdef0"}]}], "keys": {"aws:sourcevpc": true}}]}
}

test_silent_on_an_arn_as_text if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalArn"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalArn"], "key": true}, "value": "aws:PrincipalArn", "type": {"ARN": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalArn"]}, "value": "arn:aws:iam::111122223333:role/app"}]}], "keys": {"aws:principalarn": true}}]}
}
