package rules.trust.nobody_test

import data.rules.trust.nobody as rule

place := {"document": "t", "path": []}

statement := {"document": "t", "path": ["Statement", 1]}

role(principals) := {"kind": "role", "trust": {"at": place, "verdict": {"no": true}, "principals": principals}}

principal := {"value": "ec2.amazonaws.com", "at": {"document": "t", "path": ["Statement", 0]}, "is": {}, "call": "sts:AssumeRole"}

notes(role) := {note | some found in rule.findings with input as role; some note in found.related}

test_a_deleted_principal if {
	some note in notes(role([object.union(principal, {"is": {"deleted": true}})]))
	note.message == "this is the unique id of a role or user that was deleted"
}

test_a_deny if {
	notes(role([object.union(principal, {"denies": [{"at": statement}]})])) == {{
		"at": statement,
		"message": "this statement denies it to ec2.amazonaws.com",
	}}
}

test_a_call_that_is_not_allowed if {
	some note in notes(role([principal]))
	note.message == "the statement allows it no sts:AssumeRole call"
}

test_a_policy_that_names_nobody if {
	empty := {"kind": "role", "trust": {"at": place, "verdict": {"no": true}, "names_nobody": true}}
	some found in rule.findings with input as empty
	found.message == "the trust policy lets nobody become the role"
}

test_silent_where_one_can if {
	one := {"kind": "role", "trust": {"at": place, "verdict": {"yes": true}, "principals": [principal]}}
	count(rule.findings) == 0 with input as one
}
