package rules.conditions["tls-in-part_test"]

import data.rules.conditions["tls-in-part"] as rule

test_fires_on_objects_alone if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "plain_http": {"refused": [{"at": {"document": "d", "path": ["Statement", 0]}}], "left_out": {"bucket": true}}}
	found.message == "plain HTTP is denied, but not for the bucket itself"
}

test_fires_on_reading_alone if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "plain_http": {"refused": [{"at": {"document": "d", "path": ["Statement", 0]}}], "left_out": {"bucket": true, "every_action": true}}}
	found.message == "plain HTTP is denied, but not for every action and the bucket itself"
}

test_fires_once_for_each_statement if {
	count(rule.findings) == 2 with input as {"kind": "document", "type": "bucket", "plain_http": {"refused": [{"at": {"document": "d", "path": ["Statement", 0]}}, {"at": {"document": "d", "path": ["Statement", 1]}}], "left_out": {"everybody": true}}}
}

test_silent_on_everything if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket"}
}
