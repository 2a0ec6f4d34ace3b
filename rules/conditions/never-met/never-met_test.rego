package rules.conditions["never-met_test"]

import data.rules.conditions["never-met"] as rule

test_fires_on_a_key_of_every_request if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:CurrentTime"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:CurrentTime"], "key": true}, "value": "aws:CurrentTime", "type": {"Date": true}, "always_present": true}, "only_absent": true}]}]}
	found.message == "every request has aws:CurrentTime: the statement never holds"
}

test_silent_on_a_key_that_may_be_absent if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "only_absent": true}]}]}
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:CurrentTime"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:CurrentTime"], "key": true}, "value": "aws:CurrentTime", "type": {"Date": true}, "always_present": true}}]}]}
}
