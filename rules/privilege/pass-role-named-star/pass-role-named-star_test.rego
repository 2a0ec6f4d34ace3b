package rules.privilege["pass-role-named-star_test"]

import data.rules.privilege["pass-role-named-star"] as rule

test_fires_on_roles if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "wildcard": true}]}, "allows": {"iam:PassRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "named": true}}}]}
	found.message == "iam:PassRole is allowed on a pattern of resources"
}

test_silent_on_one_role if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}]}, "allows": {"iam:PassRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "named": true}}}]}
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "wildcard": true}]}}]}
}
