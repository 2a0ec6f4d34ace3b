package rules.access["missing-bucket-owner-full-control_test"]

import data.rules.access["missing-bucket-owner-full-control"] as rule

pair := {
	"role": {"account": "111122223333"},
	"cross_account": true,
	"bucket": {
		"name": "b",
		"policy": {"at": {"document": "d", "path": []}},
		"ownership": {"setting": "ObjectWriter", "acls_in_force": true},
	},
	"capabilities": {"write": {"meant": true, "uploads_without_acl": true}},
}

test_fires_where_acls_are_in_force if {
	some found in rule.findings with input as pair
	found.message == "account 111122223333 owns what the role writes: Object Ownership is ObjectWriter"
}

test_silent_where_ownership_is_enforced if {
	enforced := json.patch(pair, [{"op": "remove", "path": "/bucket/ownership/acls_in_force"}])
	count(rule.findings) == 0 with input as enforced
}

test_silent_where_ownership_is_not_known if {
	count(rule.findings) == 0 with input as json.remove(pair, ["bucket/ownership"])
}

test_silent_where_every_upload_has_the_header if {
	count(rule.findings) == 0 with input as json.remove(pair, ["capabilities/write/uploads_without_acl"])
}
