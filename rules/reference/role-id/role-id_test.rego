package rules.reference["role-id_test"]

import data.rules.reference["role-id"] as rule

test_fires_on_a_role_id if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "AROAEXAMPLEEXAMPLE123", "is": {"role_id": true}}]}}]}
	found.message == "AROAEXAMPLEEXAMPLE123 is the unique id of a role, most often of one that was deleted"
}

test_silent_on_a_role if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:role/app", "is": {"role": true}}]}}]}
}
