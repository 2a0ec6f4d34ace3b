package rules.access["access-point-blocks_test"]

import data.rules.access["access-point-blocks"] as rule

place := {"document": "p", "path": ["Statement", 0, "Action"]}

whole := {"at": {"document": "p", "path": []}, "policy": "policy of access point door"}

behind := {"at": {"document": "b", "path": []}, "policy": "policy of bucket b"}

door := {"arn": "arn:aws:s3:eu-west-1:444455556666:accesspoint/door", "name": "door", "account": "444455556666", "at": {"document": "d", "path": []}}

pair(leg) := {
	"cross_account": true,
	"access_point": door,
	"role": {"name": "r", "account": "111122223333", "arn": "arn:aws:iam::111122223333:role/r"},
	"bucket": {"name": "b", "arn": "arn:aws:s3:::b", "account": "444455556666"},
	"policies": {"access_point": whole, "bucket_policy": behind},
	"capabilities": {"read": {
		"meant": true,
		"verdict": {"no": true},
		"unreached": [{"legs": {"s3:GetObject": object.union(leg, {"meant_resources": [sprintf("%s/object/*", [door.arn])]})}}],
	}},
}

test_fires_where_the_access_point_lacks_the_action if {
	some found in rule.findings with input as pair({"layers": {"access_point": {"silent": true, "nearest": {"action": {"at": place}}}}})
	found.message == "policy of access point door does not allow s3:GetObject"
	found.fix.edits == [{"op": "add", "at": place, "value": "s3:GetObject"}]
}

test_grants_to_the_role_where_nothing_comes_near if {
	some found in rule.findings with input as pair({"layers": {"access_point": {"silent": true}}})
	found.at == whole.at
	found.fix.edits[0].value.Statement[0].Principal == {"AWS": "arn:aws:iam::111122223333:role/r"}
	found.fix.edits[0].value.Statement[0].Resource == "arn:aws:s3:eu-west-1:444455556666:accesspoint/door/object/*"
}

test_fires_where_there_is_no_policy if {
	facts := object.union(object.remove(pair({"layers": {"access_point": {"silent": true}}}), ["policies"]), {"policies": {"bucket_policy": behind}})
	{found.message | some found in rule.findings} == {"access point door has no policy that allows the role s3:GetObject"} with input as facts
}

test_fires_where_the_bucket_does_not_delegate if {
	some found in rule.findings with input as pair({"layers": {"behind": {"silent": true}}})
	found.at == behind.at
	found.fix.edits[0].value.Statement[0].Condition == {"StringEquals": {"s3:DataAccessPointAccount": "444455556666"}}
}

test_fires_where_the_bucket_has_no_policy if {
	facts := object.union(object.remove(pair({"layers": {"behind": {"silent": true}}}), ["policies"]), {"policies": {}})
	some found in rule.findings with input as facts
	found.message == "bucket b has no policy that lets s3:GetObject through from access points of account 444455556666"
	found.fix.target == "bucket"
}

test_points_at_what_comes_nearest_in_the_bucket_policy if {
	near := {"document": "b", "path": ["Statement", 0, "Action"]}
	some found in rule.findings with input as pair({"layers": {"behind": {"silent": true, "nearest": {"action": {"at": near}}}}})
	found.at == near
	found.fix.edits == [{"op": "add", "at": near, "value": "s3:GetObject"}]
}

test_fires_where_one_session_is_let_through if {
	principal := {"at": {"document": "p", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "s", "session": true}
	legs := {"s3:GetObject": {"layers": {"access_point": {"sessions": [principal]}}}}
	facts := object.union(pair({}), {"capabilities": {"read": {"meant": true, "legs": legs}}})
	some found in rule.findings with input as facts
	found.at == principal.at
	found.fix.edits[0].value == "arn:aws:iam::111122223333:role/r"
}

test_silent_where_the_access_point_is_the_roles_own if {
	own := {"access_point": object.union(door, {"account": "111122223333"})}
	count(rule.findings) == 0 with input as object.union(pair({"layers": {"access_point": {"silent": true}}}), own)
}

test_fires_where_the_network_origin_keeps_the_request_out if {
	origin := {"layer": "access_point", "policy": "network origin", "at": {"document": "o", "path": []}, "managed_by_aws": true}
	facts := object.union(pair({"denies": [origin]}), {"access_point": object.union(door, {"vpc": "vpc-1"})})
	{found.message | some found in rule.findings} == {"access point door takes requests from VPC vpc-1 alone"} with input as facts
}

test_silent_for_another_layer if {
	count(rule.findings) == 0 with input as pair({"layers": {"identity": {"silent": true, "nearest": {"action": {"at": place}}}}})
}
