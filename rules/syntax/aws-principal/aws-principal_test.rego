package rules.syntax["aws-principal_test"]

import data.rules.syntax["aws-principal"] as rule

test_fires_on_a_group if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:group/readers", "under": {"AWS": true}, "is": {"other": true}, "account": "111122223333", "no_principal": true}]}}]}
	found.message == "arn:aws:iam::111122223333:group/readers is no account, role, user or session"
}

test_fires_on_an_empty_service if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws::iam::111122223333:root", "under": {"AWS": true}, "is": {"other": true}, "no_principal": true}]}}]}
	found.message == "arn:aws::iam::111122223333:root is no account, role, user or session"
}

test_silent_on_what_there_is if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 0]}, "value": "111122223333", "under": {"AWS": true}, "is": {"account": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 1]}, "value": "arn:aws:iam::111122223333:root", "under": {"AWS": true}, "is": {"account": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 2]}, "value": "arn:aws:iam::111122223333:role/team/reader", "under": {"AWS": true}, "is": {"role": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 3]}, "value": "arn:aws:iam::111122223333:user/ann", "under": {"AWS": true}, "is": {"user": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 4]}, "value": "arn:aws:sts::111122223333:assumed-role/reader/session", "under": {"AWS": true}, "is": {"session": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 5]}, "value": "arn:aws:sts::111122223333:federated-user/ann", "under": {"AWS": true}, "is": {"other": true}, "account": "111122223333"}, {"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS", 6]}, "value": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E15MNIMTCFKK4C", "under": {"AWS": true}, "is": {"user": true}}]}}]}
}
