package rules.conditions["never-with-action_test"]

import data.rules.conditions["never-with-action"] as rule

test_fires_on_the_list_action if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"], "key": true}, "value": "s3:prefix", "type": {"String": true}, "never_with": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "s3:GetObject", "guided": true}]}}]}]}
	found.message == "requests for s3:GetObject never have s3:prefix"
}

test_silent_on_its_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"], "key": true}, "value": "s3:prefix", "type": {"String": true}}}]}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefix"], "key": true}, "value": "s3:prefix", "type": {"String": true}}}]}]}
}
