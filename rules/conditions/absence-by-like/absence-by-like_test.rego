package rules.conditions["absence-by-like_test"]

import data.rules.conditions["absence-by-like"] as rule

test_fires_on_a_key if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike"], "key": true}, "operator": "StringNotLike", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "only_absent": true}]}]}
	found.message == "StringNotLike with * asks whether aws:SourceVpc is not there"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike"], "key": true}, "operator": "StringNotLike", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}]}]}
}
