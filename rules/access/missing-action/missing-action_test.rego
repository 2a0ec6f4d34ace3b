package rules.access["missing-action_test"]

import data.rules.access["missing-action"] as rule

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

statement := {"at": place, "policy": "inline policy p"}

test_fires_where_only_the_action_fails if {
	some found in rule.findings with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": statement}}}})
	found.message == "inline policy p lacks s3:GetObject"
	found.at == statement.at
	found.fix.edits == [{"op": "add", "at": statement.at, "value": "s3:GetObject"}]
	count(found.fix.otherwise) == 1
}

test_silent_where_something_else_fails if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"resource": statement}}}})
}

test_silent_where_nobody_meant_it if {
	facts := pair({"layers": {"identity": {"silent": true, "nearest": {"action": statement}}}})
	count(rule.findings) == 0 with input as json.remove(facts, ["capabilities/read/meant"])
}

test_fires_on_an_operation_that_is_no_action if {
	operation := {"value": "s3:HeadObject", "at": {"document": "d", "path": ["Statement", 0, "Action", 1]}}
	mistaken := object.union(statement, {"operations": [operation]})
	facts := pair({"layers": {"identity": {"silent": true, "nearest": {"action": mistaken}}}})
	messages := {found.message | some found in rule.findings with input as facts}
	messages == {"s3:HeadObject is no action: the operation asks for s3:GetObject"}
	some found in rule.findings with input as facts
	found.fix.edits == [{"op": "replace", "at": operation.at, "value": "s3:GetObject"}]
}

test_silent_where_the_upload_asks_for_an_acl_that_the_bucket_rejects if {
	acl := {"layers": {"bucket_policy": {"silent": true, "nearest": {"condition": {"key": {"s3:x-amz-acl": true}}}}}}
	lacks := {"layers": {"identity": {"silent": true, "nearest": {"action": statement}}}}
	facts := object.union(pair({}), {"capabilities": {"read": {"unreached": [{"legs": object.union(
		legs("s3:PutObjectAcl", lacks),
		legs("s3:PutObject", acl),
	)}]}}})
	count(rule.findings) == 0 with input as facts
}
