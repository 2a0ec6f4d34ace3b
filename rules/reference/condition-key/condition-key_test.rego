package rules.reference["condition-key_test"]

import data.rules.reference["condition-key"] as rule

facts(name) := {"kind": "document", "type": "identity", "unknown": {"keys": [object.union(
	{"value": "aws:PrincipalAccountId", "at": {"document": "d", "path": []}},
	name,
)]}}

test_fires_with_what_was_meant if {
	some found in rule.findings with input as facts({"nearest": "aws:PrincipalAccount"})
	found.message == "no request has the condition key \"aws:PrincipalAccountId\"; did you mean aws:PrincipalAccount?"
}

test_silent_without_such_a_name if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity"}
}
