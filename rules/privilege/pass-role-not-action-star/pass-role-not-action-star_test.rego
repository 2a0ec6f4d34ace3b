package rules.privilege["pass-role-not-action-star_test"]

import data.rules.privilege["pass-role-not-action-star"] as rule

test_fires_on_roles if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "wildcard": true}]}, "allows": {"iam:CreateServiceLinkedRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "iam:PassRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRoleWithSAML": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRoleWithWebIdentity": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:SetSourceIdentity": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:TagSession": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}}}]}
	found.message == "iam:PassRole is allowed on a pattern of resources"
}

test_silent_on_one_role if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}]}, "allows": {"iam:CreateServiceLinkedRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "iam:PassRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRoleWithSAML": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:AssumeRoleWithWebIdentity": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:SetSourceIdentity": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}, "sts:TagSession": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not_listed": true}}}]}
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "wildcard": true}]}}]}
}
