package rules.team["our-organization_test"]

import data.rules.team["our-organization"] as rule

policy(tests) := {
	"type": "bucket",
	"statements": [{
		"principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}},
		"allows": {"s3:GetObject": {}},
		"tests": tests,
	}],
}

test_no_condition if {
	some found in rule.findings with input as policy([])
	found.at.path == ["Statement", 0, "Principal"]
}

test_our_organization if {
	count(rule.findings) == 0 with input as policy([{
		"base": {"StringEquals": true},
		"key": {"name": {"aws:principalorgid": true}},
		"values": [{"value": "o-a1b2c3d4e5"}],
	}])
}
