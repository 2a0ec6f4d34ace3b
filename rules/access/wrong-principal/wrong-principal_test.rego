package rules.access["wrong-principal_test"]

import data.rules.access["wrong-principal"] as rule

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

named := {"value": "arn:aws:iam::111122223333:role/app", "other_path": true, "at": place}

test_fires_on_a_role_without_its_path if {
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"principal": {"alike": [named]}}}}})
	found.message == "the bucket policy names the role under another path"
	found.fix.edits == [{"op": "replace", "at": named.at, "value": "arn:aws:iam::111122223333:role/r"}]
}

test_is_one_mistake_in_several_statements if {
	elsewhere := {"document": "d", "path": ["Statement", 1, "Action"]}
	twice := object.union(named, {"again": [elsewhere]})
	facts := pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"principal": {"alike": [twice]}}}}})
	[[found.at, found.related] | some found in rule.findings] == [[place, [{"at": elsewhere, "message": "it stands here, too"}]]] with input as facts
	some found in rule.findings with input as facts
	[edit.at | some edit in found.fix.edits] == [place, elsewhere]
	[edit.at | some edit in found.fix.otherwise[0].edits] == [place]
}

test_keeps_the_role_of_another_account if {
	other := object.union(json.remove(named, ["other_path"]), {"other_account": true})
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"principal": {"alike": [other]}}}}})
	found.message == "the bucket policy names a role of the same name in another account"
	found.fix.edits == [{"op": "add", "at": named.at, "value": "arn:aws:iam::111122223333:role/r"}]
}

test_fires_on_one_session if {
	facts := pair({"layers": {"bucket_policy": {"sessions": [{"value": "arn:aws:sts::111122223333:assumed-role/r/s", "at": place}]}}})
	conditional := object.union(facts, {"capabilities": {"read": {"verdict": {"conditional": true}}}})
	some found in rule.findings with input as conditional
	found.message == "the bucket policy names one session of the role"
}

test_silent_where_nothing_resembles_the_role if {
	count(rule.findings) == 0 with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"principal": {"at": place}}}}})
}

test_fires_on_the_policy_of_the_key if {
	named := {"value": "arn:aws:iam::111122223333:role/x/r", "other_path": true, "at": place}
	facts := object.union(pair({}), {
		"policies": {"key": {"at": {"document": "k", "path": []}}},
		"capabilities": {"read": {"keys": {"kms:Decrypt": {"layers": {"kms": {
			"silent": true,
			"nearest": {"principal": {"at": place, "alike": [named]}},
		}}}}}},
	})
	some found in rule.findings with input as facts
	found.message == "the key policy names the role under another path"
	found.fix.edits == [{"op": "replace", "at": place, "value": "arn:aws:iam::111122223333:role/r"}]
}

test_fires_on_a_session_in_the_policy_of_the_key if {
	named := {"value": "arn:aws:sts::111122223333:assumed-role/r/s", "session": true, "at": place}
	facts := object.union(pair({}), {"capabilities": {"read": {
		"verdict": {"conditional": true},
		"keys": {"kms:Decrypt": {"layers": {"kms": {"sessions": [named]}}}},
	}}})
	some found in rule.findings with input as facts
	found.message == "the key policy names one session of the role"
}
