package rules.reference["arn-region-filled_test"]

import data.rules.reference["arn-region-filled"] as rule

test_fires_on_a_bucket if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:eu-west-1::bucket-a", "arn": {"resource": "bucket-a", "takes_no_region": true}}]}}]}
	found.message == "arn:aws:s3:eu-west-1::bucket-a: such ARNs have no Region"
}

test_fires_on_a_role if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:iam:eu-west-1:111122223333:role/app", "arn": {"resource": "role/app", "takes_no_region": true}}]}}]}
	found.message == "arn:aws:iam:eu-west-1:111122223333:role/app: such ARNs have no Region"
}

test_silent_on_a_queue if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"resource": "queue"}}]}}]}
}

test_silent_on_a_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a", "arn": {"resource": "bucket-a"}}]}}]}
}
