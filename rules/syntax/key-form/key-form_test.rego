package rules.syntax["key-form_test"]

import data.rules.syntax["key-form"] as rule

test_fires_on_a_name_alone if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "SourceVpc"], "key": true}, "value": "SourceVpc", "name": {"sourcevpc": true}, "malformed": true}}]}]}
	found.message == "\"SourceVpc\" is not of the form service:name"
}

test_silent_on_a_key if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "name": {"aws:sourcevpc": true}, "type": {"String": true}}}]}]}
}
