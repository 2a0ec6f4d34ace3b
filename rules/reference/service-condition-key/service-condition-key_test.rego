package rules.reference["service-condition-key_test"]

import data.rules.reference["service-condition-key"] as rule

test_fires_on_another_name if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "unknown": {"keys": [{"value": "s3:nosuchkeyatall", "of_service": true, "at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:nosuchkeyatall"], "key": true}}]}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "keys": {"s3:nosuchkeyatall": true}}]}
	found.message == "\"s3:nosuchkeyatall\" is a condition key of no service in the reference data"
}

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "unknown": {"keys": [{"value": "s3:prefx", "nearest": "s3:prefix", "of_service": true, "at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "s3:prefx"], "key": true}}]}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "keys": {"s3:prefx": true}}]}
	found.message == "there is no condition key \"s3:prefx\"; did you mean s3:prefix?"
}

test_silent_on_a_key if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "keys": {"s3:prefix": true}}]}
}

test_silent_on_a_global_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "unknown": {"keys": [{"value": "aws:SourceVpcc", "nearest": "aws:SourceVpc", "at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpcc"], "key": true}}]}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "keys": {"aws:sourcevpcc": true}}]}
}
