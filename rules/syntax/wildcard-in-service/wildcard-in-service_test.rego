package rules.syntax["wildcard-in-service_test"]

import data.rules.syntax["wildcard-in-service"] as rule

test_fires_in_an_arn if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject", "service": "s3"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s*:::bucket-a/*", "wildcard": true, "arn": {"service": "s*", "resource": "bucket-a/*", "wildcard_in_service": true}}]}}]}
	found.message == "a wildcard stands in the service: arn:aws:s*:::bucket-a/*"
}

test_fires_in_an_action if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s*:GetObject", "service": "s*", "wildcard": true, "wildcard_in_service": true}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*", "wildcard": true, "arn": {"service": "s3", "resource": "bucket-a/*"}}]}}]}
	found.message == "a wildcard stands in the service: s*:GetObject"
}

test_silent_in_the_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:Get*", "service": "s3", "wildcard": true}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*", "wildcard": true, "arn": {"service": "s3", "resource": "bucket-a/*"}}]}}]}
}
