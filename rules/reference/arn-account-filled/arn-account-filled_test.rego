package rules.reference["arn-account-filled_test"]

import data.rules.reference["arn-account-filled"] as rule

test_fires_on_a_bucket if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3::111122223333:bucket-a", "arn": {"account": "111122223333", "resource": "bucket-a", "takes_no_account": true}}]}}]}
	found.message == "arn:aws:s3::111122223333:bucket-a: such ARNs have no account"
}

test_silent_on_a_queue if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"account": "111122223333", "resource": "queue"}}]}}]}
}

test_silent_on_a_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a", "arn": {"resource": "bucket-a"}}]}}]}
}
