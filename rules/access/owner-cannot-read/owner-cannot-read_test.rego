package rules.access["owner-cannot-read_test"]

import data.rules.access["owner-cannot-read"] as rule

condition := {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:x-amz-acl"]}

place := {"document": "d", "path": ["Statement", 0, "Action"]}

legs(action, leg) := {action: object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}

pair(leg) := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "at": {"document": "r", "path": []}},
	"bucket": {"name": "b", "account": "444455556666", "ownership": {"setting": "BucketOwnerEnforced", "acls_off": true}},
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

private(acl) := object.union(pair({}), {
	"bucket": {"ownership": {"acls_in_force": true}, "asks_for_acl": [{"at": place, "condition": {"at": condition}}]},
	"capabilities": {"write": {"acl": {acl: true}}},
})

test_fires_where_only_private_uploads_are_allowed if {
	some found in rule.findings with input as private("private")
	found.message == "the role writes only with the ACL private, which gives the bucket's owner nothing"
	found.at == condition
	found.fix.edits == [{"op": "replace", "at": condition, "value": "bucket-owner-full-control"}]
}

test_silent_where_the_owner_gets_full_control if {
	count(rule.findings) == 0 with input as private("bucket-owner-full-control")
}
