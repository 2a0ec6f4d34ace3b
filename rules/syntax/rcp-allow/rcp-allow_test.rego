package rules.syntax["rcp-allow_test"]

import data.rules.syntax["rcp-allow"] as rule

test_fires_on_an_allow if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "star": true}}]}
	found.message == "a resource control policy allows nothing but everything"
}

test_silent_on_everything if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "everything": true}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "star": true}, "allows": {"iam:CreateServiceLinkedRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "iam:PassRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "sts:AssumeRoleWithSAML": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "sts:AssumeRoleWithWebIdentity": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "sts:SetSourceIdentity": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "sts:TagSession": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "star": true}}]}
}
