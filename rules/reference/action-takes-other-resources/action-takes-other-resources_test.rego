package rules.reference["action-takes-other-resources_test"]

import data.rules.reference["action-takes-other-resources"] as rule

test_fires_on_a_bucket_for_objects if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject", "takes": {"arn:${Partition}:s3:::${BucketName}/${ObjectName}": true}}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a"}]}}]}
	found.message == "s3:GetObject is about none of these resources: it takes arn:${Partition}:s3:::${BucketName}/${ObjectName}"
}

test_fires_on_objects_for_a_bucket if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:ListBucket", "takes": {"arn:${Partition}:s3:::${BucketName}": true}}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*"}]}}]}
	found.message == "s3:ListBucket is about none of these resources: it takes arn:${Partition}:s3:::${BucketName}"
}

test_silent_on_objects if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*"}]}}]}
}

test_silent_on_both if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:GetObject"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "s3:ListBucket"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource", 0]}, "value": "arn:aws:s3:::bucket-a"}, {"at": {"document": "d", "path": ["Statement", 0, "Resource", 1]}, "value": "arn:aws:s3:::bucket-a/*"}]}}]}
}
