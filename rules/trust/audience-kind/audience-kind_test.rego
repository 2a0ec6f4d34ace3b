package rules.trust["audience-kind_test"]

import data.rules.trust["audience-kind"] as rule

test_fires_on_a_provider if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "gitlab.example.com:aud"]}, "for_any_value": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAnyValue:StringEquals", "gitlab.example.com:aud"], "key": true}, "value": "gitlab.example.com:aud", "issuer": "gitlab.example.com", "claim": {"aud": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:sub"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:sub"], "key": true}, "value": "gitlab.example.com:sub", "issuer": "gitlab.example.com", "claim": {"sub": true}}}]}]}
	found.message == "whether gitlab.example.com:aud has one value or several is for the provider to say"
}

test_silent_on_a_plain_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"], "key": true}, "value": "gitlab.example.com:aud", "issuer": "gitlab.example.com", "claim": {"aud": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:sub"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:sub"], "key": true}, "value": "gitlab.example.com:sub", "issuer": "gitlab.example.com", "claim": {"sub": true}}}]}]}
}
