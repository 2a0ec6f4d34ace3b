package rules.conditions.address_test

import data.rules.conditions.address as rule

test_fires_on_another_value if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress"], "key": true}, "operator": "IpAddress", "family": {"IP address": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "value": "203.0.113.0/40", "malformed": true}]}]}]}
	found.message == "203.0.113.0/40 is no address and no network (IpAddress)"
}

test_silent_on_such_a_value if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress"], "key": true}, "operator": "IpAddress", "family": {"IP address": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "value": "203.0.113.0/24"}]}]}]}
}

test_silent_under_another_operator if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "operator_at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals"], "key": true}, "operator": "StringEquals", "family": {"String": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:PrincipalOrgID"]}, "value": "1.2.3.4/40"}]}]}]}
}
