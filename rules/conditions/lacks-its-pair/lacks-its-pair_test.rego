package rules.conditions["lacks-its-pair_test"]

import data.rules.conditions["lacks-its-pair"] as rule

test_fires_on_a_private_address if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:VpcSourceIp"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:VpcSourceIp"], "key": true}, "value": "aws:VpcSourceIp", "type": {"IPAddress": true}, "lacks": {"aws:SourceVpc": true, "aws:SourceVpcArn": true, "aws:SourceVpce": true}}}], "keys": {"aws:vpcsourceip": true}}]}
	found.message == "aws:VpcSourceIp says little without one of aws:SourceVpc, aws:SourceVpcArn and aws:SourceVpce"
}

test_silent_beside_its_network if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:VpcSourceIp"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "IpAddress", "aws:VpcSourceIp"], "key": true}, "value": "aws:VpcSourceIp", "type": {"IPAddress": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}}], "keys": {"aws:sourcevpc": true, "aws:vpcsourceip": true}}]}
}
