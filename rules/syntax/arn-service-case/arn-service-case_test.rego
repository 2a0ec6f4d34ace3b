package rules.syntax["arn-service-case_test"]

import data.rules.syntax["arn-service-case"] as rule

test_fires_on_capitals if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "arn": {"service": "S3", "resource": "bucket-a/*", "capitals": true}}]}}]}
	found.message == "the service S3 is not written in small letters"
}

test_silent_on_small_letters if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "arn": {"service": "s3", "resource": "bucket-a/*"}}]}}]}
}
