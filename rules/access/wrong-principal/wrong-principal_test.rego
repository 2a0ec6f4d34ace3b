package rules.access["wrong-principal_test"]

import data.rules.access["wrong-principal"] as rule

role := "arn:aws:iam::111122223333:role/team/app"

pair(alike) := {"role": {"arn": role}, "capabilities": {"read": {
	"meant": true,
	"unreached": {"resource": "arn:aws:s3:::b/k"},
	"legs": {"s3:GetObject": {"layers": {"bucket_policy": {"nearest": {"principal": {"alike": alike}}}}}},
}}}

named := {
	"value": "arn:aws:iam::111122223333:role/app",
	"other_path": true,
	"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]},
}

test_fires_on_a_role_without_its_path if {
	some found in rule.findings with input as pair([named])
	found.message == "the bucket policy names arn:aws:iam::111122223333:role/app, the role's name under another path"
	found.fix.edits == [{"op": "replace", "at": named.at, "value": role}]
}

test_silent_where_nothing_resembles_the_role if {
	count(rule.findings) == 0 with input as pair([])
}
