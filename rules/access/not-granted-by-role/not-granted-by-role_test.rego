package rules.access["not-granted-by-role_test"]

import data.rules.access["not-granted-by-role"] as rule

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

test_fires_at_the_inline_policy if {
	some found in rule.findings with input as pair({"layers": {"identity": {"silent": true}}})
	found.at == {"document": "i", "path": []}
	found.message == "no policy of the role allows s3:GetObject on b"
	found.fix.edits[0].value.Statement == [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]
}

test_fires_at_the_role_without_inline_policy if {
	facts := json.remove(pair({"layers": {"identity": {"silent": true}}}), ["policies/identity"])
	some found in rule.findings with input as facts
	found.at == {"document": "r", "path": []}
	found.fix.target == "role"
}

test_silent_where_a_statement_comes_near if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
}
