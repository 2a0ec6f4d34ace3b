package rules.conditions["host-bits_test"]

import data.rules.conditions["host-bits"] as rule

test_fires_on_host_bits if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "family": {"IP address": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "value": "203.0.113.7/24", "network": "203.0.113.0/24"}]}]}]}
	found.message == "203.0.113.7/24 is the network 203.0.113.0/24"
}

test_silent_on_a_network if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "family": {"IP address": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "value": "203.0.113.0/24"}]}]}]}
}
