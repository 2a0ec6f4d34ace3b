package rules.trust["action-of-provider_test"]

import data.rules.trust["action-of-provider"] as rule

test_fires_on_a_provider if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRole", "name": "sts:AssumeRole"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:saml-provider/corp", "under": {"Federated": true}, "is": {"saml": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "who comes from arn:aws:iam::111122223333:saml-provider/corp calls sts:AssumeRoleWithSAML, which the statement does not allow"
}

test_fires_on_an_account if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRoleWithSAML", "name": "sts:AssumeRoleWithSAML"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:root", "under": {"AWS": true}, "is": {"account": true}}]}, "allows": {"sts:AssumeRoleWithSAML": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "sts:AssumeRoleWithSAML is not called by arn:aws:iam::111122223333:root"
}

test_silent_on_a_saml_provider if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRoleWithSAML", "name": "sts:AssumeRoleWithSAML"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:saml-provider/corp", "under": {"Federated": true}, "is": {"saml": true}}]}, "allows": {"sts:AssumeRoleWithSAML": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}

test_silent_on_an_account if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRole", "name": "sts:AssumeRole"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "arn:aws:iam::111122223333:root", "under": {"AWS": true}, "is": {"account": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}
