package rules.snapshot["expired-ignore_test"]

import data.rules.snapshot["expired-ignore"] as rule

entry(facts) := {"kind": "snapshot", "ignores": [object.union(facts, {
	"at": {"document": "ignore 1", "path": []},
	"rule": "access/*",
	"reason": "known",
	"until": "2026-01-31",
})]}

test_fires_behind_the_last_day if {
	some found in rule.findings with input as entry({"expired": true})
	found.message == "the entry for access/* ended on 2026-01-31: known"
}

test_silent_before if {
	count(rule.findings) == 0 with input as entry({"used": true})
}
