package rules.syntax["empty-values_test"]

import data.rules.syntax["empty-values"] as rule

test_fires_on_an_empty_list if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}}, "no_values": true}]}]}
	found.message == "aws:PrincipalOrgID has no values: there is nothing to compare it with"
}

test_silent_on_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"], "key": true}, "value": "aws:PrincipalOrgID", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID", 0]}, "value": "o-example1234"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"]}, "for_all_values": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "aws:TagKeys"], "key": true}, "value": "aws:TagKeys", "type": {"String": true}}, "no_values": true}]}]}
}
