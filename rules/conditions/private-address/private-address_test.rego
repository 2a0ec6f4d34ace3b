package rules.conditions["private-address_test"]

import data.rules.conditions["private-address"] as rule

test_fires_on_a_private_network if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"], "key": true}, "name": {"aws:sourceip": true}, "type": {"IPAddress": true}}, "all_private": true}]}]}
	found.message == "aws:SourceIp is never private: the condition is never met"
}

test_silent_on_a_public_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"], "key": true}, "name": {"aws:sourceip": true}, "type": {"IPAddress": true}}}]}]}
}

test_silent_on_both if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:SourceIp"], "key": true}, "name": {"aws:sourceip": true}, "type": {"IPAddress": true}}}]}]}
}
