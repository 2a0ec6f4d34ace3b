package rules.syntax["tag-without-key_test"]

import data.rules.syntax["tag-without-key"] as rule

test_fires_on_an_empty_tag if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/"], "key": true}, "value": "aws:ResourceTag/", "no_tag": true}}]}]}
	found.message == "aws:ResourceTag/ names no tag"
}

test_silent_on_a_tag if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalTag/team"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalTag/team"], "key": true}, "value": "aws:PrincipalTag/team", "type": {"String": true}}}]}]}
}
