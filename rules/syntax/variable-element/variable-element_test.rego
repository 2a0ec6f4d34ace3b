package rules.syntax["variable-element_test"]

import data.rules.syntax["variable-element"] as rule

test_fires_in_an_action if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "${aws:PrincipalTag/verb}", "element": "Action"}]}]}
	found.message == "Action takes no variables: ${aws:PrincipalTag/verb}"
}

test_silent_in_a_resource if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
