package rules.access["endpoint-blocks_test"]

import data.rules.access["endpoint-blocks"] as rule

place := {"document": "d", "path": ["Statement", 0, "Action"]}

whole := {"at": {"document": "d", "path": []}, "policy": "policy of VPC endpoint vpce-1"}

pair(leg) := {
	"cross_account": true,
	"role": {"name": "r", "arn": "arn:aws:iam::111122223333:role/r"},
	"bucket": {"name": "b", "account": "444455556666"},
	"policies": {"vpc_endpoint": whole},
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": {"s3:GetObject": object.union(leg, {"meant_resources": ["arn:aws:s3:::b/*"]})}}],
	}},
}

denied(layer, more) := {"denies": [object.union({"layer": layer, "policy": "policy of VPC endpoint vpce-1", "at": {"document": "d", "path": ["Statement", 0]}}, more)]}

test_fires_where_an_action_is_missing if {
	some found in rule.findings with input as pair({"layers": {"vpc_endpoint": {"silent": true, "nearest": {"action": {"at": place}}}}})
	found.at == place
	found.message == "policy of VPC endpoint vpce-1 does not allow s3:GetObject"
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}

test_admits_the_role_where_nothing_comes_near if {
	some found in rule.findings with input as pair({"layers": {"vpc_endpoint": {"silent": true}}})
	found.at == whole.at
	found.fix.edits[0].value.Statement[0].Condition == {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/r"}}
	found.fix.edits[0].value.Statement[0].Principal == "*"
}

test_fires_where_it_denies if {
	some found in rule.findings with input as pair(denied("vpc_endpoint", {}))
	found.message == "policy of VPC endpoint vpce-1 denies s3:GetObject explicitly"
}

test_silent_for_another_layer if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
	count(rule.findings) == 0 with input as pair(denied("identity", {}))
}

test_warns_where_a_condition_demands_its_vpc if {
	stopping := object.union(whole, {"vpc": "vpc-1"})
	some found in rule.findings with input as {"capabilities": {
		"list": {"meant": true, "stopped_by": [stopping]},
		"read": {"meant": true, "stopped_by": [stopping]},
	}}
	found.severity == "warning"
	found.message == "policy of VPC endpoint vpce-1 stops list and read from vpc-1, which a condition demands"
}
