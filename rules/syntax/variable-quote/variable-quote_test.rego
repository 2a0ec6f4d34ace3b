package rules.syntax["variable-quote_test"]

import data.rules.syntax["variable-quote"] as rule

test_fires_in_a_resource if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "value": "${aws:PrincipalTag/team, company}", "unquoted": true}]}]}
	found.message == "a default value lacks its single quotes: ${aws:PrincipalTag/team, company}"
}

test_silent_on_a_variable if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_on_plain_text if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
