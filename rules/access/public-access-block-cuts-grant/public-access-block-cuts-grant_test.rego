package rules.access["public-access-block-cuts-grant_test"]

import data.rules.access["public-access-block-cuts-grant"] as rule

pair := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
}

cut := {"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}

refusing(meant) := object.union(pair, {"capabilities": {"read": object.union(meant, {
	"verdict": {"no": true},
	"refused": {"cut_off": cut},
})}})

test_fires_where_the_role_is_cut_off if {
	some found in rule.findings with input as refusing({"meant": true})
	found.at == {"document": "d", "path": ["Statement", 0]}
	found.fix.edits[0].value == {"AWS": "arn:aws:iam::111122223333:role/r"}
}

test_silent_where_nobody_means_it if {
	count(rule.findings) == 0 with input as refusing({})
}
