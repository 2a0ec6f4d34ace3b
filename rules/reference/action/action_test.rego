package rules.reference.action_test

import data.rules.reference.action as rule

facts(name) := {"kind": "document", "type": "identity", "unknown": {"actions": [object.union(
	{"value": "s3:GetObjcet", "at": {"document": "d", "path": []}},
	name,
)]}}

test_fires_with_what_was_meant if {
	some found in rule.findings with input as facts({"nearest": "s3:GetObject", "slip": true})
	found.message == "there is no action s3:GetObjcet; did you mean s3:GetObject?"
}

test_silent_without_such_a_name if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity"}
}

test_fires_as_a_warning_on_what_may_be_new if {
	some found in rule.findings with input as facts({"nearest": "s3:GetObject"})
	found.severity == "warning"
	found.message == "there is no action s3:GetObjcet in the reference data; did you mean s3:GetObject?"
}

test_fires_on_what_no_name_has if {
	some found in rule.findings with input as facts({"no_name": true})
	found.message == "there is no action s3:GetObjcet"
}
