package rules.access["key-unusable_test"]

import data.rules.access["key-unusable"] as rule

facts := {
	"kind": "access", "bucket": {"name": "b", "arn": "arn:aws:s3:::b", "key": {
		"id": "k", "at": {"document": "b encryption", "path": []},
		"unusable": {"wanted": "a key that is enabled", "found": "Disabled"},
	}},
	"capabilities": {"read": {"meant": true, "keys": {"kms:Decrypt": {"resource": "k"}}}},
}

test_fires_on_a_disabled_key if {
	some found in rule.findings with input as facts
	found.message == "default encryption needs a key that is enabled: found Disabled"
}

test_silent_where_nobody_needs_it if {
	count(rule.findings) == 0 with input as json.patch(facts, [{"op": "remove", "path": "/capabilities/read/meant"}])
}

test_silent_on_another_key if {
	count(rule.findings) == 0 with input as json.patch(facts, [{"op": "remove", "path": "/bucket/key/unusable"}])
}
