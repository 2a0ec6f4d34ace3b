package rules.snapshot["unused-ignore_test"]

import data.rules.snapshot["unused-ignore"] as rule

entry(facts) := {"kind": "snapshot", "ignores": [object.union(facts, {
	"at": {"document": "ignore 1", "path": []},
	"rule": "access/*",
	"reason": "known",
})]}

test_fires_where_nothing_matched if {
	some found in rule.findings with input as entry({})
	found.message == "the entry accepts no finding of access/*"
}

test_silent_where_something_matched if {
	count(rule.findings) == 0 with input as entry({"used": true})
}

test_silent_where_it_has_expired if {
	count(rule.findings) == 0 with input as entry({"expired": true})
}
