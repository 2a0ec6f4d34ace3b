package rules.redundancy.statement_test

import data.rules.redundancy.statement as rule

test_fires_on_two_equal if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}, {"at": {"document": "d", "path": ["Statement", 1]}, "same_as": {"at": {"document": "d", "path": ["Statement", 0]}}}]}
	found.message == "the statement says what an earlier one says"
}

test_silent_on_two_different if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}, {"at": {"document": "d", "path": ["Statement", 1]}}]}
}
