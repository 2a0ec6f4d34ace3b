package rules.access["scp-blocks_test"]

import data.rules.access["scp-blocks"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

whole := {"at": {"document": "d", "path": []}, "policy": "SCP limits"}

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

denied(layer, more) := {"denies": [object.union({"layer": layer, "policy": "SCP limits", "at": {"document": "d", "path": ["Statement", 0]}}, more)]}

test_fires_where_a_level_lacks_the_action if {
	level := {"at_level": "ou-1", "silent": true, "policies": [whole], "nearest": {"action": {"at": place}}}
	some found in rule.findings with input as pair({"layers": {"scp": {"levels": [level]}}})
	found.at == place
	found.message == "no SCP attached to ou-1 allows s3:GetObject"
	found.fix.unsafe
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}

test_fires_where_nothing_comes_near if {
	level := {"at_level": "ou-1", "silent": true, "policies": [whole, {"at": {"document": "e", "path": []}, "policy": "SCP more"}]}
	found := rule.findings with input as pair({"layers": {"scp": {"levels": [level]}}})
	{f.at | some f in found} == {whole.at}
}

test_fires_where_one_denies if {
	some found in rule.findings with input as pair(denied("scp", {"at_level": "r-1"}))
	found.message == "SCP limits, attached to r-1, denies s3:GetObject"
	found.fix.edits[0].value == {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/r"}}}
}

test_silent_for_another_layer if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
	count(rule.findings) == 0 with input as pair(denied("identity", {}))
}

test_fires_where_one_denies_the_key if {
	denied_key := {"resource": "arn:aws:kms:eu-west-1:444455556666:key/1", "denies": denied("scp", {"at_level": "r-1"}).denies}
	some found in rule.findings with input as object.union(pair({}), {"capabilities": {"read": {"keys": {"kms:Decrypt": denied_key}}}})
	found.message == "SCP limits, attached to r-1, denies kms:Decrypt"
}
