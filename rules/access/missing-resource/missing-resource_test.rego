package rules.access["missing-resource_test"]

import data.rules.access["missing-resource"] as rule

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

missed := {"at": place, "policy": "inline policy p", "missing": ["arn:aws:s3:::b/*"]}

near(facts) := pair({
	"resource": "arn:aws:s3:::b/k",
	"layers": {"identity": {"silent": true, "nearest": {"resource": object.union(missed, facts)}}},
})

test_fires_where_the_resource_is_another if {
	some found in rule.findings with input as near({})
	found.message == "inline policy p does not cover all that is meant for s3:GetObject"
	found.fix.edits == [{"op": "add", "at": place, "value": ["arn:aws:s3:::b/*"]}]
}

test_takes_the_place_of_what_it_covers if {
	first := {"document": "d", "path": ["Statement", 0, "Resource", 0]}
	second := {"document": "d", "path": ["Statement", 0, "Resource", 1]}
	some found in rule.findings with input as near({"narrower": [{"at": first}, {"at": second}]})
	found.fix.edits == [
		{"op": "replace", "at": first, "value": "arn:aws:s3:::b/*"},
		{"op": "remove", "at": second},
	]
}

test_an_exception_is_not_extended if {
	facts := json.remove(near({"excepted": true}), ["capabilities/read/unreached/0/legs/s3:GetObject/layers/identity/nearest/resource/missing"])
	some found in rule.findings with input as facts
	found.fix.edits[0].value.Statement
}

test_fires_where_a_variable_is_text if {
	some found in rule.findings with input as near({"variable_as_text": "arn:aws:s3:::b/${aws:PrincipalAccount}/*"})
	found.message == "the variable is plain text: inline policy p has no Version 2012-10-17"
	found.fix.edits == [{"op": "add", "at": {"document": "d", "path": []}, "value": {"Version": "2012-10-17"}}]
}

test_silent_where_the_form_is_the_other if {
	count(rule.findings) == 0 with input as near({"bucket_form": "arn:aws:s3:::b"})
}

test_careful_where_a_part_is_reached if {
	facts := object.union(near({}), {"capabilities": {"read": {"verdict": {"partly": true}}}})
	some found in rule.findings with input as facts
	found.fix.unsafe
	found.fix.description == "add arn:aws:s3:::b/*, if the policy is not narrow on purpose"
}
