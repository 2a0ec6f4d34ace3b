package rules.privilege["every-bucket_test"]

import data.rules.privilege["every-bucket"] as rule

test_fires_on_reading if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:GetObject"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "s3:ListBucket"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "*", "everything": true, "every_object": true}]}, "allows": {"s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}}}}]}
	found.message == "objects of every bucket may be read"
}

test_fires_on_every_name if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:*"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::*", "bucket": true, "every_object": true}]}, "allows": {"s3:DeleteObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketAcl": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketPolicy": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "objects of every bucket may be deleted, read and written, and others let in"
}

test_silent_on_one_bucket if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:s3:::bucket-a/*", "objects": true}]}, "allows": {"s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}

test_silent_under_a_condition if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "*", "everything": true, "every_object": true}]}, "conditional": true, "allows": {"s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}
