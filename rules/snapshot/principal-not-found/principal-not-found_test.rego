package rules.snapshot["principal-not-found_test"]

import data.rules.snapshot["principal-not-found"] as rule

place := {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}

named(facts) := {"kind": "snapshot", "principals": [object.union(facts, {
	"value": "arn:aws:iam::111122223333:role/gone",
	"account": "111122223333",
	"policy": "policy of bucket b",
	"at": place,
})]}

test_fires_where_the_whole_account_is_known if {
	some found in rule.findings with input as named({"account_listed": true, "account_known": true, "nobody": true})
	found.at == place
	found.message == "policy of bucket b names nobody: account 111122223333 has no such role or user"
}

test_silent_where_the_role_exists if {
	count(rule.findings) == 0 with input as named({"account_listed": true, "exists": true})
}

test_silent_where_the_account_was_not_exported if {
	count(rule.findings) == 0 with input as named({"account_known": true})
}
