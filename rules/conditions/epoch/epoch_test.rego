package rules.conditions.epoch_test

import data.rules.conditions.epoch as rule

test_fires_on_seconds if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "family": {"Date": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "value": "1767225600", "epoch": true}]}]}]}
	found.message == "1767225600 counts seconds since 1970"
}

test_silent_on_a_date if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "family": {"Date": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "DateLessThan", "aws:CurrentTime"]}, "value": "2026-01-31T00:00:00Z"}]}]}]}
}
