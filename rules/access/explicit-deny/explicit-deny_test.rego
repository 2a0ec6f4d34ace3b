package rules.access["explicit-deny_test"]

import data.rules.access["explicit-deny"] as rule

place := {"document": "d", "path": ["Statement", 0]}

pair(leg) := {
	"cross_account": true,
	"bucket": {"policy": {"at": place}},
	"capabilities": {"read": {
		"meant": true,
		"unreached": {"resource": "arn:aws:s3:::b/k"},
		"legs": {"s3:GetObject": leg},
	}},
}

test_fires if {
	some found in rule.findings with input as pair({"denies": [{"at": place, "policy": "policy of bucket b", "layer": "bucket_policy"}]})
	found.at == place
	found.message == "policy of bucket b denies s3:GetObject explicitly"
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {}})
}
