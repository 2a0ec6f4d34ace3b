package rules.conditions["always-met_test"]

import data.rules.conditions["always-met"] as rule

test_fires_on_like_if_exists if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists"], "key": true}, "operator": "StringLikeIfExists", "if_exists": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "always": true}]}]}
	found.message == "StringLikeIfExists with * asks nothing of aws:SourceVpc"
}

test_silent_on_like if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike"], "key": true}, "operator": "StringLike", "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}]}]}
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists", "aws:SourceVpc"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists"], "key": true}, "operator": "StringLikeIfExists", "if_exists": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLikeIfExists", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}]}]}
}
