package rules.trust["github-subject-open_test"]

import data.rules.trust["github-subject-open"] as rule

test_fires_on_any_branch if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"]}, "wildcards": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"], "key": true}, "value": "token.actions.githubusercontent.com:sub", "issuer": "token.actions.githubusercontent.com", "claim": {"sub": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"]}, "value": "repo:acme/app:*", "wildcard": true}]}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:aud"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:aud"], "key": true}, "value": "token.actions.githubusercontent.com:aud", "issuer": "token.actions.githubusercontent.com", "claim": {"aud": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "token.actions.githubusercontent.com:aud"]}, "value": "sts.amazonaws.com"}]}]}]}
	found.message == "repo:acme/app:* leaves the repository or the branch open"
}

test_silent_on_a_branch if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"]}, "wildcards": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"], "key": true}, "value": "token.actions.githubusercontent.com:sub", "issuer": "token.actions.githubusercontent.com", "claim": {"sub": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "token.actions.githubusercontent.com:sub"]}, "value": "repo:acme/app:ref:refs/heads/main"}]}]}]}
}
