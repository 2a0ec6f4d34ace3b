package rules.settings["public-acl_test"]

import data.rules.settings["public-acl"] as rule

bucket(public) := {
	"kind": "bucket",
	"name": "b",
	"account": "444455556666",
	"acl": object.union({"at": {"document": "d", "path": []}, "grants_to_others": true}, public),
}

test_fires_on_a_public_list if {
	some found in rule.findings with input as bucket({"public": {"permissions": {"READ": true, "WRITE": true}}})
	found.message == "the access control list grants READ, WRITE to anybody"
	found.fix.unsafe
}

test_says_what_is_not_known if {
	some found in rule.findings with input as bucket({"public": {"permissions": {"READ": true}, "open": true}})
	found.message == "the access control list grants READ to anybody, unless Object Ownership or IgnorePublicAcls switches it off (not exported)"
}

test_silent_on_grants_to_accounts if {
	count(rule.findings) == 0 with input as bucket({})
}
