package rules.access["parts-carry-no-acl_test"]

import data.rules.access["parts-carry-no-acl"] as rule

place := {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "s3:x-amz-acl"]}

facts(leg) := {"kind": "access", "capabilities": {"write": {"meant": true, "parts": {"legs": {"s3:PutObject": leg}}}}}

test_fires_on_a_deny_without_the_header if {
	denied := {"policy": "policy of bucket b", "conditions": {"s3:x-amz-acl": {"at": place}}}
	some found in rule.findings with input as facts({"denies": [denied]})
	found.at == place
	contains(found.message, "denies uploads without the header x-amz-acl")
}

test_fires_on_a_grant_with_the_header_alone if {
	missed := {"at": place, "policy": "policy of bucket b", "key": {"s3:x-amz-grant-full-control": true}}
	some found in rule.findings with input as facts({"layers": {"bucket_policy": {"nearest": {"condition": missed}}}})
	contains(found.message, "allows no upload without the header x-amz-grant-full-control")
}

test_silent_where_something_else_stops_the_parts if {
	denied := {"policy": "policy of bucket b", "conditions": {"s3:objectcreationoperation": {"at": place}}}
	count(rule.findings) == 0 with input as facts({"denies": [denied]})
}
