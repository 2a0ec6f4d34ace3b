package rules.reference["action-of-another-service_test"]

import data.rules.reference["action-of-another-service"] as rule

test_fires_in_a_bucket_policy if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:GetObject"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "kms:Decrypt", "foreign": "bucket"}]}}]}
	found.message == "a policy of type bucket does not carry kms:Decrypt"
}

test_silent_in_an_identity_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:GetObject"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "kms:Decrypt"}]}}]}
}

test_silent_on_its_own if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject"}]}}]}
}
