package rules.conditions["owner-key_test"]

import data.rules.conditions["owner-key"] as rule

test_fires_on_the_owner if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:ResourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:ResourceAccount"], "key": true}, "value": "s3:ResourceAccount", "name": {"s3:resourceaccount": true}, "type": {"String": true}}}]}]}
	found.message == "s3:ResourceAccount says nothing here: the policy is that of the resource"
}

test_silent_in_an_identity_policy if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:ResourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:ResourceAccount"], "key": true}, "value": "s3:ResourceAccount", "name": {"s3:resourceaccount": true}, "type": {"String": true}}}]}]}
}

test_silent_on_another_key if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "name": {"aws:principalorgid": true}, "type": {"String": true}}}]}]}
}
