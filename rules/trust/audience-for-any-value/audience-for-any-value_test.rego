package rules.trust["audience-for-any-value_test"]

import data.rules.trust["audience-for-any-value"] as rule

test_fires_on_github if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "token.actions.githubusercontent.com:aud"]}, "for_any_value": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "token.actions.githubusercontent.com:aud"], "key": true}, "value": "token.actions.githubusercontent.com:aud", "issuer": "token.actions.githubusercontent.com", "claim": {"aud": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:sub"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:sub"], "key": true}, "value": "token.actions.githubusercontent.com:sub", "issuer": "token.actions.githubusercontent.com", "claim": {"sub": true}}}]}]}
	found.message == "token.actions.githubusercontent.com:aud has one value"
}

test_silent_on_a_plain_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:aud"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:aud"], "key": true}, "value": "token.actions.githubusercontent.com:aud", "issuer": "token.actions.githubusercontent.com", "claim": {"aud": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:sub"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:sub"], "key": true}, "value": "token.actions.githubusercontent.com:sub", "issuer": "token.actions.githubusercontent.com", "claim": {"sub": true}}}]}]}
}
