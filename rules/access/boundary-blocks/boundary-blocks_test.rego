package rules.access["boundary-blocks_test"]

import data.rules.access["boundary-blocks"] as rule

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
	some found in rule.findings with input as pair({"layers": {"boundary": {"silent": true, "nearest": {"action": {"at": place}}}}})
	found.at == place
	found.message == "the permissions boundary allows no s3:GetObject"
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
}
