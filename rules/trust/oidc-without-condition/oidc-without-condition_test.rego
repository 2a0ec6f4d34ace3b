package rules.trust["oidc-without-condition_test"]

import data.rules.trust["oidc-without-condition"] as rule

test_fires_on_a_provider if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "is": {"oidc": true}, "issuer": "gitlab.example.com"}]}}]}
	found.message == "no condition asks for a claim of gitlab.example.com"
}

test_silent_with_a_claim if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "is": {"oidc": true}, "issuer": "token.actions.githubusercontent.com", "claims": {"sub": true}}]}}]}
}

test_silent_on_an_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "is": {"account": true}}]}}]}
}
