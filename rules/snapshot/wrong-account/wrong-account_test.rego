package rules.snapshot["wrong-account_test"]

import data.rules.snapshot["wrong-account"] as rule

place := {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}

named(facts) := {"kind": "snapshot", "principals": [object.union(facts, {
	"value": "arn:aws:iam::111122223332:role/app",
	"account": "111122223332",
	"policy": "policy of bucket b",
	"at": place,
})]}

test_fires_one_digit_off if {
	some found in rule.findings with input as named({"near_account": "111122223333"})
	found.message == "account 111122223332 is unknown and almost 111122223333"
	not found.fix
}

test_proposes_the_role_of_the_known_account if {
	role := "arn:aws:iam::111122223333:role/app"
	some found in rule.findings with input as named({"near_account": "111122223333", "elsewhere": role})
	found.fix.edits == [{"op": "replace", "at": place, "value": role}]
}

test_leaves_the_proof_to_the_pair if {
	role := "arn:aws:iam::111122223333:role/app"
	facts := named({"near_account": "111122223333", "elsewhere": role, "in_bucket_policy": true})
	some found in rule.findings with input as facts
	not found.fix
}

test_is_one_mistake_in_several_statements if {
	elsewhere := {"document": "d", "path": ["Statement", 1, "Principal", "AWS"]}
	one := named({"near_account": "111122223333"}).principals[0]
	twice := {"kind": "snapshot", "principals": [one, object.union(one, {"at": elsewhere})]}
	[found.related | some found in rule.findings] == [[{"at": elsewhere, "message": "it stands here, too"}]] with input as twice
}

test_silent_where_the_account_is_known if {
	count(rule.findings) == 0 with input as named({"account_known": true})
}
