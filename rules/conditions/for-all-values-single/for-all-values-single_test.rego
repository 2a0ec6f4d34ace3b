package rules.conditions["for-all-values-single_test"]

import data.rules.conditions["for-all-values-single"] as rule

test_fires_on_a_single_valued_key if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:PrincipalOrgID"]}, "for_all_values": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "single": true}}]}]}
	found.message == "aws:PrincipalOrgID has one value, and ForAllValues is met without any"
}

test_silent_on_a_multivalued_key if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"]}, "for_all_values": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}}}]}]}
}

test_silent_on_a_plain_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}, "single": true}}]}]}
}
