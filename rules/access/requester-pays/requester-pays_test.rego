package rules.access["requester-pays_test"]

import data.rules.access["requester-pays"] as rule

pair := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"bucket_policy": {"at": {"document": "d", "path": []}, "policy": "policy of bucket b"},
	},
}

paying := object.union(pair, {
	"bucket": {"requester_pays": {"at": {"document": "p", "path": []}}},
	"capabilities": {"read": {"meant": true, "verdict": {"no": true}, "refused": {"unpaid": true}}},
})

test_fires_across_accounts if {
	some found in rule.findings with input as paying
	found.at == {"document": "p", "path": []}
}

test_silent_inside_the_account if {
	count(rule.findings) == 0 with input as json.remove(paying, ["cross_account"])
}

test_silent_where_nobody_means_it if {
	count(rule.findings) == 0 with input as json.remove(paying, ["capabilities/read/meant"])
}
