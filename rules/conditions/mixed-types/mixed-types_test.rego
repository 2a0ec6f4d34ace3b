package rules.conditions["mixed-types_test"]

import data.rules.conditions["mixed-types"] as rule

test_fires_on_a_text_and_a_number if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"], "key": true}, "value": "s3:max-keys", "type": {"Numeric": true}}, "mixed_types": {"number": true, "string": true}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 0]}, "value": "10"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 1]}, "value": "20"}]}], "keys": {"s3:max-keys": true}}]}
	found.message == "the values of s3:max-keys are of the JSON types number and string"
}

test_silent_on_texts if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys"], "key": true}, "value": "s3:max-keys", "type": {"Numeric": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 0]}, "value": "10"}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "NumericEquals", "s3:max-keys", 1]}, "value": "20"}]}], "keys": {"s3:max-keys": true}}]}
}
