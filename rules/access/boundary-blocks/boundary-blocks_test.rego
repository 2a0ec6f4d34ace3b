package rules.access["boundary-blocks_test"]

import data.rules.access["boundary-blocks"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

legs(action, leg) := {action: object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}

pair(leg) := {
	"cross_account": true,
	"role": {"name": "r", "arn": "arn:aws:iam::111122223333:role/r", "at": {"document": "r", "path": []}},
	"bucket": {"name": "b", "account": "444455556666", "ownership": {"setting": "BucketOwnerEnforced", "acls_off": true}},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": legs("s3:GetObject", leg)}],
		"legs": legs("s3:GetObject", leg),
	}},
}

test_fires_where_an_action_is_missing if {
	some found in rule.findings with input as pair({"layers": {"boundary": {"silent": true, "nearest": {"action": {"at": place}}}}})
	found.at == place
	found.message == "the permissions boundary does not allow s3:GetObject"
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}

test_fires_where_nothing_comes_near if {
	boundary := {"at": {"document": "m", "path": []}}
	facts := object.union(pair({"layers": {"boundary": {"silent": true}}}), {"boundary": boundary})
	some found in rule.findings with input as facts
	found.at == boundary.at
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
}

test_fires_where_the_key_is_missing if {
	facts := object.union(pair({}), {
		"boundary": {"at": {"document": "m", "path": []}},
		"capabilities": {"read": {"keys": {"kms:Decrypt": {
			"resource": "arn:aws:kms:eu-west-1:444455556666:key/1",
			"layers": {"boundary": {"silent": true}},
		}}}},
	})
	some found in rule.findings with input as facts
	found.at == facts.boundary.at
	found.message == "the permissions boundary does not allow kms:Decrypt"
}
