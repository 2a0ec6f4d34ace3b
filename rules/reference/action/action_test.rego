package rules.reference.action_test

import data.rules.reference.action as rule

facts(name) := {"kind": "document", "type": "identity", "unknown": {"actions": [object.union(
	{"value": "s3:GetObjcet", "at": {"document": "d", "path": []}},
	name,
)]}}

test_fires_with_what_was_meant if {
	some found in rule.findings with input as facts({"nearest": "s3:GetObject"})
	found.message == "there is no action s3:GetObjcet; did you mean s3:GetObject?"
}

test_silent_without_such_a_name if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity"}
}
