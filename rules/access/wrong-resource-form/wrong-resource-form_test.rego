package rules.access["wrong-resource-form_test"]

import data.rules.access["wrong-resource-form"] as rule

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

missed := {"at": place, "missing": ["arn:aws:s3:::b/*"]}

test_fires_on_the_bucket_for_its_objects if {
	some found in rule.findings with input as pair({"layers": {"identity": {"nearest": {"resource": object.union(missed, {"bucket_form": "arn:aws:s3:::b"})}}}})
	found.message == "s3:GetObject is granted on the bucket, not on its objects"
	found.fix.edits == [{"op": "add", "at": place, "value": ["arn:aws:s3:::b/*"]}]
}

test_fires_on_the_objects_for_the_bucket if {
	some found in rule.findings with input as pair({"layers": {"identity": {"nearest": {"resource": object.union(missed, {"object_form": "arn:aws:s3:::b/*"})}}}})
	found.message == "s3:GetObject is granted on the objects, not on the bucket"
}

test_silent_on_another_resource if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"nearest": {"resource": missed}}}})
}
