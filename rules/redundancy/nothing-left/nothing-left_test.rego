package rules.redundancy["nothing-left_test"]

import data.rules.redundancy["nothing-left"] as rule

test_fires_on_a_deny_of_nothing if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "nothing": true}]}
	found.message == "the statement denies nothing: it excepts everything"
}

test_silent_on_a_deny if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true}]}
}
