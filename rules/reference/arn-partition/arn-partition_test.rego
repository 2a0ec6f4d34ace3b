package rules.reference["arn-partition_test"]

import data.rules.reference["arn-partition"] as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:awss:s3:::bucket-a", "arn": {"partition": "awss", "resource": "bucket-a", "unknown_partition": {"value": "awss", "nearest": "aws"}}}]}}]}
	found.message == "there is no partition awss; did you mean aws?"
}

test_silent_on_a_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a", "arn": {"partition": "aws", "resource": "bucket-a"}}]}}]}
}

test_silent_in_china if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws-cn:s3:::bucket-a", "arn": {"partition": "aws-cn", "resource": "bucket-a"}}]}}]}
}
