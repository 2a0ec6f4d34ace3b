package rules.access["wrong-resource-form_test"]

import data.rules.access["wrong-resource-form"] as rule

place := {"document": "d", "path": ["Statement", 0, "Resource"]}

pair(missed) := {"capabilities": {"read": {
	"meant": true,
	"unreached": {"resource": "arn:aws:s3:::b/k"},
	"legs": {"s3:GetObject": {"layers": {"identity": {"nearest": {"resource": missed}}}}},
}}}

test_fires_on_the_bucket_for_its_objects if {
	some found in rule.findings with input as pair({"at": place, "bucket_form": "arn:aws:s3:::b"})
	found.message == "s3:GetObject is granted on the bucket, not on its objects"
	found.fix.edits == [{"op": "add", "at": place, "value": "arn:aws:s3:::b/*"}]
}

test_fires_on_the_objects_for_the_bucket if {
	some found in rule.findings with input as pair({"at": place, "object_form": "arn:aws:s3:::b/*"})
	found.message == "s3:GetObject is granted on the objects, not on the bucket"
}

test_silent_on_another_resource if {
	count(rule.findings) == 0 with input as pair({"at": place})
}
