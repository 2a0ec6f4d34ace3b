package rules.access["explicit-deny_test"]

import data.rules.access["explicit-deny"] as rule

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

denied := {
	"at": place,
	"effect": {"at": {"document": "d", "path": ["Statement", 0, "Effect"]}},
	"policy": "policy of bucket b",
	"layer": "bucket_policy",
}

test_fires if {
	some found in rule.findings with input as pair({"layers": {}, "denies": [denied]})
	found.at == place
	found.message == "policy of bucket b denies s3:GetObject explicitly"
	found.fix.edits[0].value.Condition.ArnNotEquals == {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/r"}
	found.fix.unsafe
	found.fix.otherwise[0].edits == [{"op": "remove", "at": place}]
}

test_does_not_except_the_role_from_a_deny_that_names_it if {
	facts := object.union(pair({"layers": {}, "denies": [denied]}), {"named_by_bucket": [{"at": place}]})
	some found in rule.findings with input as facts
	found.fix.edits == [{"op": "remove", "at": place}]
}

# A deny of the only statement about the pair may be a slip of the pen; turned
# into an allow it would let in whoever it names.
test_never_proposes_to_allow if {
	facts := pair({"layers": {"bucket_policy": {"silent": true}}, "denies": [denied]})
	every found in rule.findings {
		fix := object.get(found, "fix", {})
		proposals := array.concat([fix], object.get(fix, "otherwise", []))
		every proposal in proposals {
			every edit in object.get(proposal, "edits", []) {
				object.get(edit, "value", "") != "Allow"
			}
		}
	}
		with input as object.union(facts, {"named_by_bucket": [{"at": place}]})
}

test_mends_an_exception_that_nearly_names_the_role if {
	near := {"at": place, "value": "AROAEXAMPLE", "wanted": "AROAEXAMPLE:*"}
	condition := {"at": place, "operator": "StringNotLike", "near": [near]}
	conditional := object.union(denied, {"conditions": {"aws:userid": condition}})
	some found in rule.findings with input as pair({"layers": {}, "denies": [conditional]})
	found.fix.edits == [{"op": "replace", "at": place, "value": "AROAEXAMPLE:*"}]
	found.fix.unsafe
}

test_proposes_to_admit_what_the_request_has if {
	condition := {"at": place, "present": "111122223333"}
	conditional := object.union(denied, {"conditions": {"aws:principalaccount": condition}})
	some found in rule.findings with input as pair({"layers": {}, "denies": [conditional]})
	found.fix.edits == [{"op": "add", "at": place, "value": "111122223333"}]
}

test_silent_for_another_reason if {
	count(rule.findings) == 0 with input as pair({"layers": {}})
}

uploading(leg) := {"capabilities": {"read": {"unreached": [{"legs": legs("s3:PutObject", leg)}], "legs": legs("s3:PutObject", leg)}}}

test_silent_where_the_bucket_rejects_the_acl if {
	conditional := object.union(denied, {"conditions": {"s3:x-amz-acl": {"at": place}}})
	leg := {"layers": {}, "denies": [conditional]}
	count(rule.findings) == 0 with input as object.union(pair(leg), uploading(leg))
}

test_excepts_sessions_by_the_unique_id if {
	condition := {"at": place, "operator": "StringNotLike"}
	conditional := object.union(denied, {"conditions": {"aws:userid": condition}})
	facts := object.union(pair({"layers": {}, "denies": [conditional]}), {"role": {"id": "AROAEXAMPLE"}})
	some found in rule.findings with input as facts
	found.fix.edits == [{"op": "add", "at": place, "value": "AROAEXAMPLE:*"}]
}

test_fires_on_the_policy_of_the_key if {
	key_denies := object.union(denied, {"policy": "policy of key 1", "layer": "kms"})
	facts := object.union(pair({"layers": {}}), {"capabilities": {"read": {"keys": {"kms:Decrypt": {"denies": [key_denies]}}}}})
	some found in rule.findings with input as facts
	found.message == "policy of key 1 denies kms:Decrypt explicitly"
	found.fix.unsafe
}

test_proposes_to_except_the_action_where_the_deny_lists_exceptions if {
	others := object.union(denied, {"not_action": {"at": place}})
	some found in rule.findings with input as pair({"layers": {}, "denies": [others]})
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}
