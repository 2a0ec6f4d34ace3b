package rules.syntax["provider-form_test"]

import data.rules.syntax["provider-form"] as rule

test_fires_on_a_word if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "corp", "under": {"Federated": true}, "is": {"other": true}, "no_provider": true}]}}]}
	found.message == "corp is neither the domain nor the ARN of an identity provider"
}

test_silent_on_a_provider if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:saml-provider/corp", "under": {"Federated": true}, "is": {"saml": true}}]}}]}
}
