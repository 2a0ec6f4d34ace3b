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

test_fires_without_a_bucket_policy if {
	some found in rule.findings with input as {
		"cross_account": true,
		"role": {"arn": "arn:aws:iam::111122223333:role/r"},
		"bucket": {"name": "b", "arn": "arn:aws:s3:::b", "account": "444455556666", "policy_absent": true},
		"named_by_role": [{"at": place}],
		"capabilities": {"read": {
			"meant": true,
			"unreached": {"resource": "arn:aws:s3:::b/k"},
			"legs": {"s3:GetObject": {"resource": "arn:aws:s3:::b/k"}},
		}},
	}
	found.at == place
	found.message == "bucket b of account 444455556666 has no policy that grants to the role"
	contains(found.fix.commands[0], "arn:aws:s3:::b/*")
}
