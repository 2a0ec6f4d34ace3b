package rules.access["missing-list-hides-404_test"]

import data.rules.access["missing-list-hides-404"] as rule

pair := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
}

reader := object.union(pair, {
	"named_by_role": [{"at": {"document": "i", "path": ["Statement", 0]}, "policy": "inline policy p", "allows": true}],
	"capabilities": {"read": {"meant": true, "verdict": {"yes": true}}, "list": {"verdict": {"no": true}}},
})

test_fires_where_the_role_cannot_list if {
	some found in rule.findings with input as reader
	found.at == {"document": "i", "path": ["Statement", 0]}
}

test_silent_where_it_can if {
	listing := {"capabilities": {"list": {"verdict": {"yes": true}}}}
	count(rule.findings) == 0 with input as object.union(json.remove(reader, ["capabilities/list"]), listing)
}
