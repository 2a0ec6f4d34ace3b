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
