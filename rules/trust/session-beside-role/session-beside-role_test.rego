package rules.trust["session-beside-role_test"]

import data.rules.trust["session-beside-role"] as rule

test_fires_on_both if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 0]}, "value": "arn:aws:iam::111122223333:role/app", "is": {"role": true}}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 1]}, "value": "arn:aws:sts::111122223333:assumed-role/app/job", "is": {"session": true}, "session_of": {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 0]}, "value": "arn:aws:iam::111122223333:role/app"}}]}}]}
	found.message == "arn:aws:sts::111122223333:assumed-role/app/job is a session of arn:aws:iam::111122223333:role/app, which is named too"
}

test_silent_on_the_role if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 0]}, "value": "arn:aws:iam::111122223333:role/app", "is": {"role": true}}]}}]}
}
