package rules.snapshot["expectation-not-met_test"]

import data.rules.snapshot["expectation-not-met"] as rule

place := {"document": "expectation 1", "path": []}

expected(facts) := {"kind": "snapshot", "expectations": [object.union(facts, {
	"at": place,
	"role": "arn:aws:iam::111122223333:role/r",
	"bucket": "b",
	"capability": "write",
})]}

test_fires_where_the_role_cannot if {
	some found in rule.findings with input as expected({"can": true, "verdict": {"no": true}})
	found.message == "arn:aws:iam::111122223333:role/r cannot be relied on to write in b: no"
	found.at == place
}

test_fires_where_the_role_can_and_should_not if {
	some found in rule.findings with input as expected({"cannot": true, "verdict": {"yes": true}, "because": "p allows s3:PutObject"})
	found.message == "arn:aws:iam::111122223333:role/r can write in b: yes (p allows s3:PutObject)"
}

test_fires_where_nothing_describes_the_role if {
	some found in rule.findings with input as expected({"can": true, "not_described": "the role"})
	found.message == "no input describes the role of this expectation"
}

test_silent_where_it_holds if {
	count(rule.findings) == 0 with input as expected({"can": true, "verdict": {"yes": true}})
	count(rule.findings) == 0 with input as expected({"cannot": true, "verdict": {"no": true}})
}
