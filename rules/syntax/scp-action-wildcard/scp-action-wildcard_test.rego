package rules.syntax["scp-action-wildcard_test"]

import data.rules.syntax["scp-action-wildcard"] as rule

test_fires_on_the_middle if {
	some found in rule.findings with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "ec2:*InternetGateway*", "wildcard": true, "wildcard_inside": true}]}}]}
	found.message == "the wildcard in ec2:*InternetGateway* is not at the end, which Access Analyzer's page does not allow yet"
}

test_silent_on_the_end if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "scp", "of": {"scp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "everything": true, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "ec2:Create*", "wildcard": true}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "*", "wildcard": true, "everything": true}]}}]}
}

test_silent_in_identity_policies if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "ec2:*InternetGateway*", "wildcard": true, "wildcard_inside": true}]}}]}
}
