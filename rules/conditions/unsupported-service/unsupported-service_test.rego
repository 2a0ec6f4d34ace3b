package rules.conditions["unsupported-service_test"]

import data.rules.conditions["unsupported-service"] as rule

test_fires_on_another_service if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:VpceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:VpceAccount"], "key": true}, "value": "aws:VpceAccount", "type": {"String": true}, "unsupported_by": {"deepracer": true}}}], "keys": {"aws:vpceaccount": true}}]}
	found.message == "requests of deepracer never have aws:VpceAccount"
}

test_silent_on_s3 if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:VpceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:VpceAccount"], "key": true}, "value": "aws:VpceAccount", "type": {"String": true}}}], "keys": {"aws:vpceaccount": true}}]}
}
