package rules.access["not-granted-by-bucket_test"]

import data.rules.access["not-granted-by-bucket"] as rule

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
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true}}})
	found.at == place
	found.message == "no statement of the bucket policy allows s3:GetObject to the role"
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"action": {"at": place}}}}})
}
