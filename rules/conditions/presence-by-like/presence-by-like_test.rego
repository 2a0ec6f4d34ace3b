package rules.conditions["presence-by-like_test"]

import data.rules.conditions["presence-by-like"] as rule

test_fires_on_a_key_that_may_be_absent if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "only_present": true}]}]}
	found.message == "StringLike with * asks whether aws:SourceVpc is there"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}]}]}
}
