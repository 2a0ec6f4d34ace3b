package rules.reference["user-id_test"]

import data.rules.reference["user-id"] as rule

test_fires_on_a_user_id if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "AIDAEXAMPLEEXAMPLE123", "is": {"user_id": true}}]}}]}
	found.message == "AIDAEXAMPLEEXAMPLE123 is the unique id of a user, most often of one who was deleted"
}

test_silent_on_a_user if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:user/ann", "is": {"user": true}}]}}]}
}
