package rules.reference["arn-region_test"]

import data.rules.reference["arn-region"] as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:euwest1:111122223333:queue", "arn": {"resource": "queue", "unknown_region": {"value": "euwest1"}}}]}}]}
	found.message == "there is no Region euwest1"
}

test_silent_on_a_queue if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "arn:aws:sqs:eu-west-1:111122223333:queue", "arn": {"resource": "queue"}}]}}]}
}
