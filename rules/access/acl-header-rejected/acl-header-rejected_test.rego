package rules.access["acl-header-rejected_test"]

import data.rules.access["acl-header-rejected"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

legs(action, leg) := {action: object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}

pair(leg) := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "at": {"document": "r", "path": []}},
	"bucket": {"name": "b", "account": "444455556666", "ownership": {"setting": "BucketOwnerEnforced", "acls_off": true, "at": {"document": "o", "path": []}}},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
	"capabilities": {"write": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": legs("s3:PutObject", leg)}],
		"legs": legs("s3:PutObject", leg),
	}},
}

condition := {"at": place, "key": {"s3:x-amz-acl": true}}

test_fires_on_an_allow_that_asks_for_another_acl if {
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"condition": condition}}}})
	found.at == place
	found.fix.edits == [{"op": "remove", "at": place}]
}

test_fires_on_a_deny_without_another_acl if {
	some found in rule.findings with input as pair({"denies": [{"conditions": {"s3:x-amz-acl": condition}}]})
	found.at == place
}

test_silent_where_acls_are_in_force if {
	facts := pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"condition": condition}}}})
	count(rule.findings) == 0 with input as json.remove(facts, ["bucket/ownership/acls_off"])
}
