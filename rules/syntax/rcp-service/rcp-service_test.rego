package rules.syntax["rcp-service_test"]

import data.rules.syntax["rcp-service"] as rule

test_fires_on_iam if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "service": "iam", "not_in_rcps": true}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}]}}]}
	found.message == "resource control policies do not cover iam"
}

test_silent_on_s3 if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "service": "s3"}]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}]}}]}
}
