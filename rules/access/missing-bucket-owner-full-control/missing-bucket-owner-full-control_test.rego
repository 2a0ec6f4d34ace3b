package rules.access["missing-bucket-owner-full-control_test"]

import data.rules.access["missing-bucket-owner-full-control"] as rule

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
	"capabilities": {"write": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": legs("s3:PutObject", leg)}],
		"legs": legs("s3:PutObject", leg),
	}},
}

shared := object.union(pair({}), {
	"role": {"account": "111122223333"},
	"bucket": {"ownership": {"setting": "ObjectWriter", "acls_in_force": true, "at": {"document": "o", "path": []}}},
	"capabilities": {"write": {"uploads_without_acl": true}},
})

test_fires_where_acls_are_in_force if {
	some found in rule.findings with input as shared
	found.message == "account 111122223333 owns what the role writes: Object Ownership is ObjectWriter"
	found.at == {"document": "o", "path": []}
	found.related[0].at == {"document": "d", "path": []}
}

test_silent_where_ownership_is_enforced if {
	count(rule.findings) == 0 with input as json.remove(shared, ["bucket/ownership/acls_in_force"])
}

test_silent_where_ownership_is_not_known if {
	count(rule.findings) == 0 with input as json.remove(shared, ["bucket/ownership"])
}

test_silent_where_every_upload_has_the_header if {
	count(rule.findings) == 0 with input as json.remove(shared, ["capabilities/write/uploads_without_acl"])
}

test_says_where_nothing_is_set if {
	some found in rule.findings with input as object.union(shared, {"bucket": {"ownership": {"unset": true}}})
	found.message == "account 111122223333 owns what the role writes: no Object Ownership is set"
}

test_points_at_the_statement_that_admits_any_upload if {
	some found in rule.findings with input as object.union(shared, {"bucket": {"admits_uploads": [{"at": place}]}})
	some note in found.related
	note.at == place
	note.message == "this statement allows uploads without x-amz-acl: bucket-owner-full-control"
}

test_silent_where_the_owner_cannot_even_read if {
	count(rule.findings) == 0 with input as object.union(shared, {"capabilities": {"write": {"acl": {"private": true}}}})
}
