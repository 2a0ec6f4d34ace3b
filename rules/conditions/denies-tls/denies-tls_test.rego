package rules.conditions["denies-tls_test"]

import data.rules.conditions["denies-tls"] as rule

test_fires_on_true if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "base": {"Bool": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"], "key": true}, "value": "aws:SecureTransport", "name": {"aws:securetransport": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "true", "truth": {"true": true}}]}], "denies": {"s3:DeleteObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketAcl": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketPolicy": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "every request over TLS is denied, and plain HTTP is not"
}

test_silent_on_false if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "base": {"Bool": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"], "key": true}, "value": "aws:SecureTransport", "name": {"aws:securetransport": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "false", "truth": {"false": true}}]}], "denies": {"s3:DeleteObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:GetObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketAcl": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutBucketPolicy": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "s3:PutObject": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}

test_silent_on_an_allow if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "base": {"Bool": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"], "key": true}, "value": "aws:SecureTransport", "name": {"aws:securetransport": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:SecureTransport"]}, "value": "true", "truth": {"true": true}}]}]}]}
}
