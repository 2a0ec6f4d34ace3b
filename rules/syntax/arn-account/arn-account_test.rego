package rules.syntax["arn-account_test"]

import data.rules.syntax["arn-account"] as rule

test_fires_on_eleven_digits if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:11112222333:queue", "arn": {"account": "11112222333", "resource": "queue", "no_account": true}}]}}]}
	found.message == "the account 11112222333 in arn:aws:sqs:eu-west-1:11112222333:queue is not twelve digits"
}

test_silent_on_twelve if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"account": "111122223333", "resource": "queue"}}]}}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:*:queue", "arn": {"account": "*", "resource": "queue"}}]}}]}
}
