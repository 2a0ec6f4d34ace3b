package rules.redundancy["covered-statement_test"]

import data.rules.redundancy["covered-statement"] as rule

at(i) := {"document": "d", "path": ["Statement", i]}

test_fires_on_a_narrower_one if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": at(0), "allow": true}, {"at": at(1), "allow": true, "covered_by": {"at": at(0), "value": "One"}}]}
	found.message == "all that the statement allows another one allows"
}

test_says_what_was_not_judged if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "unheld": {"at": {"document": "d", "path": []}, "statements": 12}}
	found.message == "12 statements were not held against the others: the document is too long"
}

test_silent_on_two_different if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": at(0), "allow": true}, {"at": at(1), "allow": true}]}
}
