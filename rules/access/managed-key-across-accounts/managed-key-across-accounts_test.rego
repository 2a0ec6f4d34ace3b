package rules.access["managed-key-across-accounts_test"]

import data.rules.access["managed-key-across-accounts"] as rule

pair := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
}

managed := object.union(pair, {
	"bucket": {"key": {"id": "alias/aws/s3", "managed_by_aws": true, "at": {"document": "e", "path": []}}},
	"capabilities": {"read": {"meant": true, "verdict": {"no": true}, "keys": {"kms:Decrypt": {
		"resource": "arn:aws:kms:eu-west-1:444455556666:alias/aws/s3",
		"layers": {"kms": {"silent": true}},
	}}}},
})

test_fires_across_accounts if {
	some found in rule.findings with input as managed
	found.at == {"document": "e", "path": []}
}

test_silent_inside_the_account if {
	count(rule.findings) == 0 with input as json.remove(managed, ["cross_account"])
}

test_silent_with_a_customer_managed_key if {
	count(rule.findings) == 0 with input as json.remove(managed, ["bucket/key/managed_by_aws"])
}
