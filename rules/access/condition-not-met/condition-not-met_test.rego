package rules.access["condition-not-met_test"]

import data.rules.access["condition-not-met"] as rule

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
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"nearest": {"condition": {"at": place, "wanted": "StringEquals k v", "found": "absent"}}}}})
	found.at == place
	found.message == "s3:GetObject asks for StringEquals k v, the request has absent"
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"bucket_policy": {"nearest": {"action": {"at": place, "wanted": "a", "found": "b"}}}}})
}
