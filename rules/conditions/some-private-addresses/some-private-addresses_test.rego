package rules.conditions["some-private-addresses_test"]

import data.rules.conditions["some-private-addresses"] as rule

test_fires_on_both if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "some_private": true, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp", 0]}, "value": "10.0.0.0/8", "private": true}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp", 1]}, "value": "203.0.113.0/24"}]}]}]}
	found.message == "aws:SourceIp is never private: 10.0.0.0/8 matches no request"
}

test_silent_on_public_ones if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp", 0]}, "value": "198.51.100.0/24"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp", 1]}, "value": "203.0.113.0/24"}]}]}]}
}

test_silent_on_private_ones if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "value": "10.0.0.0/8", "private": true}]}]}]}
}
