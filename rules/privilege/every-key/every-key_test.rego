package rules.privilege["every-key_test"]

import data.rules.privilege["every-key"] as rule

test_fires_on_every_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "kms:Decrypt"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "*", "everything": true, "every_key": true}]}, "allows": {"kms:Decrypt": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "decryption with every KMS key is allowed"
}

test_fires_on_every_key if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "kms:*"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:kms:*:*:key/*", "every_key": true}]}, "allows": {"kms:Decrypt": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "decryption with every KMS key is allowed"
}

test_silent_on_one_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "kms:Decrypt"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:kms:eu-west-1:111122223333:key/*"}]}, "allows": {"kms:Decrypt": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}

test_silent_through_a_service if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "kms:Decrypt"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "*", "everything": true, "every_key": true}]}, "conditional": true, "allows": {"kms:Decrypt": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}
