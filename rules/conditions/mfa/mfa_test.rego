package rules.conditions.mfa_test

import data.rules.conditions.mfa as rule

test_fires_on_an_allow_without if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool"], "key": true}, "operator": "Bool", "base": {"Bool": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"], "key": true}, "value": "aws:MultiFactorAuthPresent", "name": {"aws:multifactorauthpresent": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"]}, "value": "false", "truth": {"false": true}}]}], "keys": {"aws:multifactorauthpresent": true}}]}
	found.message == "Bool false allows those who came without MFA"
}

test_fires_on_an_allow_if_it_exists if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists"], "key": true}, "operator": "BoolIfExists", "base": {"Bool": true}, "if_exists": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"], "key": true}, "value": "aws:MultiFactorAuthPresent", "name": {"aws:multifactorauthpresent": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"]}, "value": "true", "truth": {"true": true}}]}], "keys": {"aws:multifactorauthpresent": true}}]}
	found.message == "BoolIfExists true allows requests with the access keys of a user, without MFA"
}

test_silent_on_the_allow_that_works if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool"], "key": true}, "operator": "Bool", "base": {"Bool": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"], "key": true}, "value": "aws:MultiFactorAuthPresent", "name": {"aws:multifactorauthpresent": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "Bool", "aws:MultiFactorAuthPresent"]}, "value": "true", "truth": {"true": true}}]}], "keys": {"aws:multifactorauthpresent": true}}]}
}

test_silent_on_the_deny_that_works if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists"], "key": true}, "operator": "BoolIfExists", "base": {"Bool": true}, "if_exists": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"], "key": true}, "value": "aws:MultiFactorAuthPresent", "name": {"aws:multifactorauthpresent": true}, "type": {"Bool": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "BoolIfExists", "aws:MultiFactorAuthPresent"]}, "value": "false", "truth": {"false": true}}]}], "keys": {"aws:multifactorauthpresent": true}}]}
}
