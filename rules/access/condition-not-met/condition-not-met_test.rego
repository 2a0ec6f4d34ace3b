package rules.access["condition-not-met_test"]

import data.rules.access["condition-not-met"] as rule

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
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": legs("s3:GetObject", leg)}],
		"legs": legs("s3:GetObject", leg),
	}},
}

missed := {"at": place, "wanted": "StringEquals k v", "found": "absent", "key": {"k": true}, "name": "k"}

test_fires if {
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"condition": missed}}}})
	found.at == place
	found.message == "the condition does not admit s3:GetObject: k is absent"
}

test_proposes_what_the_request_has if {
	known := object.union(missed, {"present": "w"})
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"condition": known}}}})
	found.fix.edits == [{"op": "add", "at": place, "value": "w"}]
}

uploading(leg) := {"capabilities": {"read": {"unreached": [{"legs": legs("s3:PutObject", leg)}], "legs": legs("s3:PutObject", leg)}}}

test_silent_where_the_bucket_rejects_the_acl if {
	acl := object.union(missed, {"key": {"s3:x-amz-acl": true}})
	leg := {"layers": {"bucket_policy": {"nearest": {"condition": acl}}}}
	count(rule.findings) == 0 with input as object.union(pair(leg), uploading(leg))
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"bucket_policy": {"nearest": {"action": missed}}}})
}
