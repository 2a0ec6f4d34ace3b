package rules.access["key-not-granted_test"]

import data.rules.access["key-not-granted"] as rule

pair := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
}

lacking(layer) := object.union(pair, {
	"policies": {"key": {"at": {"document": "k", "path": []}, "policy": "policy of key 1"}},
	"capabilities": {"read": {"meant": true, "verdict": {"no": true}, "keys": {"kms:Decrypt": {
		"resource": "arn:aws:kms:eu-west-1:444455556666:key/1",
		"layers": {layer: {"silent": true}},
	}}}},
})

test_fires_where_the_key_policy_is_silent if {
	some found in rule.findings with input as lacking("kms")
	found.message == "the key policy does not let the role use the key: kms:Decrypt"
	found.fix.edits[0].value.Statement[0].Principal == {"AWS": "arn:aws:iam::111122223333:role/r"}
}

test_fires_where_the_role_may_not if {
	some found in rule.findings with input as lacking("identity")
	found.fix.edits[0].value.Statement[0].Resource == "arn:aws:kms:eu-west-1:444455556666:key/1"
}

test_silent_where_the_key_is_aws_own if {
	count(rule.findings) == 0 with input as object.union(lacking("kms"), {"bucket": {"key": {"id": "alias/aws/s3", "managed_by_aws": true}}})
}

test_makes_a_policy_where_the_role_has_none if {
	facts := json.remove(lacking("identity"), ["policies/identity"])
	some found in rule.findings with input as object.union(facts, {"role": {"at": {"document": "r", "path": []}}})
	found.at == {"document": "r", "path": []}
	found.fix.target == "role"
	found.fix.document.Statement[0].Action == "kms:Decrypt"
}

near(element) := object.union(lacking("kms"), {"capabilities": {"read": {"keys": {"kms:Decrypt": {"layers": {"kms": {"nearest": {element: {
	"at": {"document": "k", "path": ["Statement", 1, "Action"]},
	"name": "kms:ViaService",
	"found": "absent",
}}}}}}}}})

test_adds_the_action_to_the_statement_that_lacks_nothing_else if {
	some found in rule.findings with input as near("action")
	found.at.path == ["Statement", 1, "Action"]
	found.fix.edits == [{"op": "add", "at": found.at, "value": "kms:Decrypt"}]
	count(found.fix.otherwise) == 1
}

test_proposes_nothing_around_a_condition if {
	some found in rule.findings with input as near("condition")
	not found.fix
	found.related == [{"at": found.at, "message": "in the request kms:ViaService is absent"}]
}

test_leaves_a_principal_that_resembles_the_role_to_another_rule if {
	count(rule.findings) == 0 with input as near("principal")
}

test_proposes_what_uploads_in_parts_need_too if {
	key := {"resource": "arn:aws:kms:eu-west-1:444455556666:key/1", "layers": {"kms": {"silent": true}}}
	writing := object.union(json.remove(lacking("kms"), ["capabilities/read"]), {"capabilities": {"write": {
		"meant": true,
		"verdict": {"no": true},
		"keys": {"kms:GenerateDataKey": key},
		"multipart": {"keys": {"kms:Decrypt": key}},
	}}})
	some found in rule.findings with input as writing
	found.message == "the key policy does not let the role use the key: kms:GenerateDataKey"
	found.fix.edits[0].value.Statement[0].Action == ["kms:Decrypt", "kms:GenerateDataKey"]
}
