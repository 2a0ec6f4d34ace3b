package rules.conditions["rcp-service-key_test"]

import data.rules.conditions["rcp-service-key"] as rule

test_fires_on_a_source if {
	some found in rule.findings with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:SourceOrgID"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:SourceOrgID"], "key": true}, "value": "aws:SourceOrgID", "type": {"String": true}, "of_service_source": true}}], "keys": {"aws:sourceorgid": true}}]}
	found.message == "only calls of AWS services have aws:SourceOrgID, and the statement is about all"
}

test_silent_for_services if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "rcp", "of": {"rcp": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:SourceOrgID"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEqualsIfExists", "aws:SourceOrgID"], "key": true}, "value": "aws:SourceOrgID", "type": {"String": true}, "of_service_source": true}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:SourceAccount"]}, "family": {"Null": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Null", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}, "of_service_source": true}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:PrincipalIsAWSService"]}, "family": {"Boolean": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:PrincipalIsAWSService"], "key": true}, "value": "aws:PrincipalIsAWSService", "type": {"Bool": true}}}], "keys": {"aws:principalisawsservice": true, "aws:sourceaccount": true, "aws:sourceorgid": true}}]}
}
