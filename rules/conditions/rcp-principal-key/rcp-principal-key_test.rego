package rules.conditions["rcp-principal-key_test"]

import data.rules.conditions["rcp-principal-key"] as rule

test_fires_on_an_organization if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:PrincipalOrgID"]}, "negated": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "of_principal": true}}], "keys": {"aws:principalorgid": true}}]}
	found.message == "calls of AWS services have no aws:PrincipalOrgID, and are denied too"
}

test_silent_with_services_spared if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:PrincipalOrgID"]}, "negated": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "of_principal": true}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:PrincipalIsAWSService"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:PrincipalIsAWSService"], "key": true}, "value": "aws:PrincipalIsAWSService", "type": {"Bool": true}, "of_principal": true}}], "keys": {"aws:principalisawsservice": true, "aws:principalorgid": true}}]}
}
