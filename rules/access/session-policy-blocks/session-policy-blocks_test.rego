package rules.access["session-policy-blocks_test"]

import data.rules.access["session-policy-blocks"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

whole := {"at": {"document": "d", "path": []}, "policy": "session policy"}

pair(leg) := {
	"cross_account": true,
	"role": {"name": "r", "arn": "arn:aws:iam::111122223333:role/r"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {"session": whole},
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": {"s3:GetObject": object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}}],
	}},
}

denied(layer, more) := {"denies": [object.union({"layer": layer, "policy": "session policy", "at": {"document": "d", "path": ["Statement", 0]}}, more)]}

test_fires_where_an_action_is_missing if {
	some found in rule.findings with input as pair({"layers": {"session": {"silent": true, "nearest": {"action": {"at": place}}}}})
	found.at == place
	found.message == "the session policy does not allow s3:GetObject"
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}

test_fires_where_nothing_comes_near if {
	some found in rule.findings with input as pair({"layers": {"session": {"silent": true}}})
	found.at == whole.at
	found.fix.edits[0].value.Statement[0].Resource == "arn:aws:s3:::b/*"
}

test_silent_for_another_layer if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
	count(rule.findings) == 0 with input as pair(denied("identity", {}))
}

test_fires_where_the_key_is_missing if {
	key := {"resource": "arn:aws:kms:eu-west-1:444455556666:key/1", "layers": {"session": {"silent": true}}}
	some found in rule.findings with input as object.union(pair({}), {
		"policies": {"session": {"at": {"document": "s", "path": []}}},
		"capabilities": {"read": {"keys": {"kms:Decrypt": key}}},
	})
	found.message == "the session policy does not allow kms:Decrypt"
	found.fix.edits[0].value.Statement[0].Resource == key.resource
}
