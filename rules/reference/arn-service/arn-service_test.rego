package rules.reference["arn-service_test"]

import data.rules.reference["arn-service"] as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqss:eu-west-1:111122223333:queue", "arn": {"service": "sqss", "resource": "queue", "unknown_service": {"value": "sqss", "nearest": "sqs"}}}]}}]}
	found.message == "there is no service sqss; did you mean sqs?"
}

test_silent_on_a_queue if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"service": "sqs", "resource": "queue"}}]}}]}
}
