package rules.reference["region-value_test"]

import data.rules.reference["region-value"] as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "scp", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:RequestedRegion"]}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:RequestedRegion"]}, "value": "euwest1", "unknown_region": {"value": "euwest1"}}]}]}]}
	found.message == "there is no Region euwest1"
}

test_silent_on_a_region if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "scp", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:RequestedRegion"]}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:RequestedRegion"]}, "value": "eu-west-1"}]}]}]}
}
