package rules.trust["never-matching-subject_test"]

import data.rules.trust["never-matching-subject"] as rule

role(condition) := {"kind": "role", "trust": {"principals": [{"claims": {"sub": [object.union(
	{
		"operator": "StringEquals",
		"values": [{"value": "repo:o/r:*", "at": {"document": "t", "path": []}, "wildcards_as_text": true}],
	},
	condition,
)]}}]}}

test_fires_on_a_wildcard_under_string_equals if {
	some found in rule.findings with input as role({})
	found.message == "StringEquals compares wildcards as text: no token has this subject"
}

test_silent_on_a_negated_operator if {
	count(rule.findings) == 0 with input as role({"operator": "StringNotEquals", "negated": true})
}

test_silent_on_whole_subjects if {
	count(rule.findings) == 0 with input as role({"values": [{"value": "repo:o/r:pull_request", "at": {"document": "t", "path": []}}]})
}
