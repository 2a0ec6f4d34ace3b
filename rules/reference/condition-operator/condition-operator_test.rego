package rules.reference["condition-operator_test"]

import data.rules.reference["condition-operator"] as rule

facts(name) := {"kind": "document", "type": "identity", "unknown": {"operators": [object.union(
	{"value": "StringEqual", "at": {"document": "d", "path": []}},
	name,
)]}}

test_fires_with_what_was_meant if {
	some found in rule.findings with input as facts({"nearest": "StringEquals"})
	found.message == "there is no condition operator StringEqual; did you mean StringEquals?"
}

test_silent_without_such_a_name if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity"}
}
