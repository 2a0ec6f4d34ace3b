package rules.access["tagging-leg-missing_test"]

import data.rules.access["tagging-leg-missing"] as rule

miss := {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "policy": "policy of bucket b"}

condition := {"at": {"document": "d", "path": ["Statement", 0, "Condition"]}, "policy": "policy of bucket b", "allows": true}

pair(verdict, tagging, leg) := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"}},
	"capabilities": {"write": {
		"meant": true,
		"verdict": {verdict: true},
		"tagging": object.union(tagging, {"legs": {"s3:PutObjectTagging": object.union(
			leg,
			{"meant_resources": ["arn:aws:s3:::b/*"]},
		)}}),
	}},
}

lacking := {"layers": {"bucket_policy": {"silent": true, "nearest": {"action": miss}}}}

test_fires_where_tags_are_demanded if {
	some found in rule.findings with input as pair("conditional", {"demands": [condition]}, lacking)
	found.message == "policy of bucket b lacks s3:PutObjectTagging: no upload gets through"
	found.related == [{"at": condition.at, "message": "this condition demands tags"}]
	found.fix.edits == [{"op": "add", "at": miss.at, "value": "s3:PutObjectTagging"}]
	found.fix.otherwise[0].edits[0].value.Statement[0].Resource == "arn:aws:s3:::b/*"
}

test_fires_where_the_other_side_lists_it if {
	listed := {"at": {"document": "i", "path": ["Statement", 0]}, "policy": "inline policy p", "allows": true}
	some found in rule.findings with input as pair("yes", {"listed": [listed]}, lacking)
	found.message == "policy of bucket b lacks s3:PutObjectTagging: uploads with tags fail"
	found.related == [{"at": listed.at, "message": "inline policy p allows uploads with tags"}]
}

test_fires_on_a_deny_where_tags_are_demanded if {
	denied := {"denies": [{"at": {"document": "d", "path": ["Statement", 1]}, "policy": "policy of bucket b"}]}
	some found in rule.findings with input as pair("conditional", {"demands": [condition]}, denied)
	found.message == "policy of bucket b denies s3:PutObjectTagging: no upload gets through"
	count(rule.findings) == 0 with input as pair("yes", {"listed": [condition]}, denied)
}

test_silent_where_nothing_is_written if {
	count(rule.findings) == 0 with input as pair("no", {"listed": [condition]}, lacking)
}

test_silent_where_the_statement_names_other_objects if {
	elsewhere := {"layers": {"bucket_policy": {"silent": true, "nearest": {"resource": miss}}}}
	count(rule.findings) == 0 with input as pair("partly", {"listed": [condition]}, elsewhere)
}
