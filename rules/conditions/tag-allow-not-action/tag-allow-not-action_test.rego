package rules.conditions["tag-allow-not-action_test"]

import data.rules.conditions["tag-allow-not-action"] as rule

test_fires_on_not_action if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "NotAction"]}, "not": true}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"], "key": true}, "value": "aws:ResourceTag/team", "name": {"aws:resourcetag": true}, "type": {"String": true}}}]}]}
	found.message == "NotAction takes in actions that know no aws:ResourceTag/team"
}

test_silent_on_action if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:ResourceTag/team"], "key": true}, "value": "aws:ResourceTag/team", "name": {"aws:resourcetag": true}, "type": {"String": true}}}]}]}
}
