package rules.exposure["public-bucket-policy_test"]

import data.rules.exposure["public-bucket-policy"] as rule

facts(statement) := {"kind": "document", "type": "bucket", "public": [object.union({"at": {"document": "d", "path": []}}, statement)]}

test_fires_on_writers if {
	some found in rule.findings with input as facts({"changes": ["s3:PutObject"], "block_unknown": true})
	found.message == "anybody in the world is allowed s3:PutObject, unless Block Public Access is on (not exported)"
}

test_suggests_on_readers if {
	some found in rule.findings with input as facts({})
	found.severity == "suggestion"
}

test_silent_without_such_a_statement if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket"}
}
