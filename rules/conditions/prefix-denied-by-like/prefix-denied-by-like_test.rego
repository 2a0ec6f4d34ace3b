package rules.conditions["prefix-denied-by-like_test"]

import data.rules.conditions["prefix-denied-by-like"] as rule

test_fires_on_a_denied_prefix if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"], "key": true}, "name": {"s3:prefix": true}, "type": {"String": true}}}]}]}
	found.message == "a shorter prefix, or none, gets round the condition on s3:prefix"
}

test_fires_on_all_but_a_prefix if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "s3:prefix"]}, "base": {"StringNotLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "s3:prefix"], "key": true}, "name": {"s3:prefix": true}, "type": {"String": true}}}]}]}
	found.message == "a shorter prefix, or none, gets round the condition on s3:prefix"
}

test_silent_on_an_allowed_prefix if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"]}, "base": {"StringLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "s3:prefix"], "key": true}, "name": {"s3:prefix": true}, "type": {"String": true}}}]}]}
}

test_silent_on_a_deny_of_others if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "s3:prefix"]}, "base": {"StringNotLike": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotLike", "s3:prefix"], "key": true}, "name": {"s3:prefix": true}, "type": {"String": true}}}]}]}
}
