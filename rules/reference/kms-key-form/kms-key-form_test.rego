package rules.reference["kms-key-form_test"]

import data.rules.reference["kms-key-form"] as rule

test_fires_on_another_form if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"], "key": true}, "value": "s3:x-amz-server-side-encryption-aws-kms-key-id", "type": {"ARN": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "value": "alias/data", "not_of_form": {"kms_key": true}}]}]}]}
	found.message == "alias/data is not of the form that values of s3:x-amz-server-side-encryption-aws-kms-key-id have"
}

test_silent_on_the_form if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"], "key": true}, "value": "s3:x-amz-server-side-encryption-aws-kms-key-id", "type": {"ARN": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "value": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]}]}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:x-amz-server-side-encryption-aws-kms-key-id"], "key": true}, "value": "s3:x-amz-server-side-encryption-aws-kms-key-id", "type": {"ARN": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:x-amz-server-side-encryption-aws-kms-key-id"]}, "value": "arn*"}]}]}]}
}
