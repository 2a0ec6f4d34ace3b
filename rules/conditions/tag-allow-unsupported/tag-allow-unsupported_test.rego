package rules.conditions["tag-allow-unsupported_test"]

import data.rules.conditions["tag-allow-unsupported"] as rule

test_fires_on_such_an_action if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"], "key": true}, "value": "aws:ResourceTag/team", "type": {"String": true}, "no_tags_in": {"sts": true}}}], "keys": {"aws:resourcetag": true}}]}
	found.message == "sts has actions here that know no aws:ResourceTag/team"
}

test_silent_on_another if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"], "key": true}, "value": "aws:ResourceTag/team", "type": {"String": true}}}], "keys": {"aws:resourcetag": true}}]}
}
