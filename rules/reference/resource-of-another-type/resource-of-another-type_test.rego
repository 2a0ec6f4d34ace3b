package rules.reference["resource-of-another-type_test"]

import data.rules.reference["resource-of-another-type"] as rule

test_fires_in_a_bucket_policy if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource", 0]}, "value": "arn:aws:s3:::bucket-a/*"}, {"at": {"document": "d", "path": ["Statement", 0, "Resource", 1]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "foreign": "bucket"}]}}]}
	found.message == "a policy of type bucket is not about arn:aws:sqs:eu-west-1:111122223333:queue"
}

test_fires_on_everything_in_a_bucket_policy if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "*", "everything": true, "foreign": "bucket"}]}}]}
	found.message == "a policy of type bucket is not about *"
}

test_silent_in_an_identity_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue"}]}}]}
}

test_silent_on_its_own if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*"}]}}]}
}
