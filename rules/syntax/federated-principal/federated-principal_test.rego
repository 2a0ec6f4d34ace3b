package rules.syntax["federated-principal_test"]

import data.rules.syntax["federated-principal"] as rule

test_fires_in_a_bucket_policy if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:saml-provider/corp", "under": {"Federated": true}}]}}]}
	found.message == "arn:aws:iam::111122223333:saml-provider/corp: only trust policies of roles take identity providers"
}

test_silent_in_a_trust_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:saml-provider/corp", "under": {"Federated": true}}]}}]}
}
