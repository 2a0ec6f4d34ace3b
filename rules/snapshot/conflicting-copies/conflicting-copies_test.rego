package rules.snapshot["conflicting-copies_test"]

import data.rules.snapshot["conflicting-copies"] as rule

test_fires_on_two_copies if {
	kept := {"document": "a", "path": []}
	left := {"document": "b", "path": []}
	some found in rule.findings with input as {"kind": "snapshot", "conflicts": [{
		"what": "the policy of bucket b",
		"kept": {"at": kept},
		"left": {"at": left},
	}]}
	found.at == left
	found.message == "this copy of the policy of bucket b differs from another"
	found.related == [{"at": kept, "message": "the other copy"}]
}

test_silent_without_conflicts if {
	count(rule.findings) == 0 with input as {"kind": "snapshot"}
}
