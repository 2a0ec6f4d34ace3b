package rules.syntax["variable-operator_test"]

import data.rules.syntax["variable-operator"] as rule

test_fires_under_numbers if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "variables": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericLessThan", "s3:max-keys"]}, "value": "${aws:PrincipalTag/limit}", "operator": "NumericLessThan"}]}]}
	found.message == "NumericLessThan takes no variables: ${aws:PrincipalTag/limit}"
}

test_silent_under_strings if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
