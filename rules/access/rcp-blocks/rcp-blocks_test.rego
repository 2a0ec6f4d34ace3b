package rules.access["rcp-blocks_test"]

import data.rules.access["rcp-blocks"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

whole := {"at": {"document": "d", "path": []}, "policy": "RCP perimeter"}

pair(leg) := {
	"cross_account": true,
	"role": {"name": "r", "arn": "arn:aws:iam::111122223333:role/r"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {"identity": whole},
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": {"s3:GetObject": object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}}],
	}},
}

denied(layer, more) := {"denies": [object.union({"layer": layer, "policy": "RCP perimeter", "at": {"document": "d", "path": ["Statement", 0]}}, more)]}

test_fires_where_one_denies if {
	some found in rule.findings with input as pair(denied("rcp", {"at_level": "444455556666"}))
	found.message == "RCP perimeter, attached to 444455556666, denies s3:GetObject"
	found.fix.unsafe
}

test_spares_what_is_known_of_the_request if {
	condition := {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:PrincipalOrgID"]}, "present": "o-other"}
	some found in rule.findings with input as pair(denied("rcp", {"at_level": "r-1", "conditions": {"aws:principalorgid": condition}}))
	found.fix.description == "except o-other, if the deny is not meant for it; no edit of the role or the bucket can help"
	found.fix.edits == [{"op": "add", "at": condition.at, "value": "o-other"}]
}

test_silent_for_another_layer if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
	count(rule.findings) == 0 with input as pair(denied("identity", {}))
}

test_fires_where_one_denies_the_key if {
	denied_key := {"resource": "arn:aws:kms:eu-west-1:444455556666:key/1", "denies": denied("rcp", {"at_level": "r-1"}).denies}
	some found in rule.findings with input as object.union(pair({}), {"capabilities": {"read": {"keys": {"kms:Decrypt": denied_key}}}})
	found.message == "RCP perimeter, attached to r-1, denies kms:Decrypt"
}
