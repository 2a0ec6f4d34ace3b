package rules.redundancy.resource_test

import data.rules.redundancy.resource as rule

test_fires_on_a_wildcard if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource", 0]}, "value": "arn:aws:s3:::bucket-a/*"}, {"at": {"document": "d", "path": ["Statement", 0, "Resource", 1]}, "value": "arn:aws:s3:::bucket-a/home/*", "covered_by": {"at": {"document": "d", "path": ["Statement", 0, "Resource", 0]}, "value": "arn:aws:s3:::bucket-a/*"}}]}}]}
	found.message == "arn:aws:s3:::bucket-a/home/* is covered by arn:aws:s3:::bucket-a/*"
}

test_silent_on_bucket_and_objects if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource", 0]}, "value": "arn:aws:s3:::bucket-a"}, {"at": {"document": "d", "path": ["Statement", 0, "Resource", 1]}, "value": "arn:aws:s3:::bucket-a/*"}]}}]}
}
