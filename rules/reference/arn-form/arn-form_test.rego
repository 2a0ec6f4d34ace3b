package rules.reference["arn-form_test"]

import data.rules.reference["arn-form"] as rule

test_fires_on_a_role if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:iam::111122223333:roles/app", "arn": {"service": "iam", "resource": "roles/app", "no_template": true}}]}}]}
	found.message == "no ARN of iam is like arn:aws:iam::111122223333:roles/app"
}

test_silent_on_a_queue if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"service": "sqs", "resource": "queue"}}]}}]}
}

test_silent_on_a_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a", "arn": {"service": "s3", "resource": "bucket-a"}}]}}]}
}
