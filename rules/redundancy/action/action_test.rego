package rules.redundancy.action_test

import data.rules.redundancy.action as rule

test_fires_on_a_wildcard if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:Get*"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "s3:GetObject", "covered_by": {"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:Get*"}}]}}]}
	found.message == "s3:GetObject is covered by s3:Get*"
}

test_silent_on_a_partial_overlap if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:Get*"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "s3:*Object"}]}}]}
}

test_silent_on_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject"}]}}]}
}
