package rules.syntax["variable-version_test"]

import data.rules.syntax["variable-version"] as rule

test_fires_without_a_version if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${aws:username}", "old_version": true}]}]}
	found.message == "${aws:username} is text here: the Version is not 2012-10-17"
}

test_fires_under_2008 if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${aws:username}", "old_version": true}]}]}
	found.message == "${aws:username} is text here: the Version is not 2012-10-17"
}

test_silent_under_2012 if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
