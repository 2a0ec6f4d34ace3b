package rules.access["not-granted-by-bucket_test"]

import data.rules.access["not-granted-by-bucket"] as rule

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

test_fires if {
	some found in rule.findings with input as pair({"layers": {"bucket_policy": {"silent": true}}})
	found.at == {"document": "d", "path": []}
	found.message == "the bucket policy does not allow the role s3:GetObject"
	found.fix.edits[0].value.Statement[0].Principal == {"AWS": "arn:aws:iam::111122223333:role/r"}
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {"bucket_policy": {"silent": true, "nearest": {"action": {"at": place}}}}})
}

test_silent_where_the_bucket_policy_denies_the_role_instead if {
	denied := {"layer": "bucket_policy", "at": place}
	facts := pair({"layers": {"bucket_policy": {"silent": true}}, "denies": [denied]})
	count(rule.findings) == 0 with input as object.union(facts, {"named_by_bucket": [{"at": place}]})
}

test_fires_without_a_bucket_policy if {
	without := json.remove(pair({"layers": {"bucket_policy": {"silent": true}}}), ["policies/bucket_policy"])
	facts := object.union(without, {"bucket": {"policy_absent": true}, "named_by_role": [{"at": place}]})
	some found in rule.findings with input as facts
	found.at == place
	found.message == "bucket b of account 444455556666 has no policy that grants to the role"
	found.fix.document.Statement[0].Resource == "arn:aws:s3:::b/*"
}
