package rules.conditions["keeps-out-other-actions_test"]

import data.rules.conditions["keeps-out-other-actions"] as rule

test_fires_on_a_prefix if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"], "key": true}, "value": "s3:prefix", "name": {"s3:prefix": true}, "type": {"String": true}, "without": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:*", "most": true, "count": 104, "such": {"s3:DeleteObject": true, "s3:GetObject": true, "s3:PutObject": true}}}}]}]}
	found.message == "no request for s3:DeleteObject, s3:GetObject, s3:PutObject and 101 more actions is allowed: none has s3:prefix"
}

test_fires_on_a_key_of_another_service if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "iam:ResourceTag/stage"]}, "base": {"StringEquals": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "iam:ResourceTag/stage"], "key": true}, "value": "iam:ResourceTag/stage", "name": {"iam:resourcetag": true}, "type": {"String": true}, "without": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:Get*", "all": true, "most": true, "count": 40, "such": {"s3:GetAccelerateConfiguration": true, "s3:GetAnalyticsConfiguration": true, "s3:GetObject": true}}}}]}]}
	found.message == "no request for s3:Get* is allowed: none has iam:ResourceTag/stage"
}

test_silent_on_listing if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"], "key": true}, "value": "s3:prefix", "name": {"s3:prefix": true}, "type": {"String": true}}}]}]}
}

test_silent_where_access_points_decide if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:DataAccessPointAccount"]}, "base": {"StringEquals": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:DataAccessPointAccount"], "key": true}, "value": "s3:DataAccessPointAccount", "name": {"s3:dataaccesspointaccount": true}, "type": {"String": true}, "without": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "*", "most": true, "count": 61, "such": {"s3:AllowVendedLogDeliveryForResource": true, "s3:CreateBucket": true, "s3:CreateBucketMetadataTableConfiguration": true}}}}]}]}
}
