package rules.access["replication-leg-missing_test"]

import data.rules.access["replication-leg-missing"] as rule

place := {"document": "p", "path": ["Statement", 0, "Action"]}

facts := {
	"kind": "access", "role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "arn": "arn:aws:s3:::b", "account": "444455556666"}, "policies": {}, "capabilities": {},
	"replication": {
		"legs": {"s3:ReplicateTags": {
			"resource": "arn:aws:s3:::b/k", "meant_resources": ["arn:aws:s3:::b/*"],
			"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place, "policy": "inline policy p"}}}},
		}},
		"listed": [{"at": place, "policy": "policy of bucket b", "action": "s3:ReplicateTags"}],
	},
}

test_fires_where_the_role_lacks_it if {
	some found in rule.findings with input as facts
	found.message == "inline policy p lacks s3:ReplicateTags: replication that needs it fails"
	some note in found.related
	note.message == "policy of bucket b allows s3:ReplicateTags"
}

test_fires_on_a_deny if {
	denied := json.patch(facts, [{"op": "replace", "path": "/replication/legs/s3:ReplicateTags", "value": {
		"resource": "arn:aws:s3:::b/k", "layers": {}, "denies": [{"at": place, "policy": "inline policy p", "layer": "identity"}],
	}}])
	some found in rule.findings with input as denied
	found.message == "inline policy p denies s3:ReplicateTags: replication that needs it fails"
}

test_silent_without_replication if {
	count(rule.findings) == 0 with input as object.remove(facts, ["replication"])
}
