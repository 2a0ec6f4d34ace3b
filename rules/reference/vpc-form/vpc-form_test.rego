package rules.reference["vpc-form_test"]

import data.rules.reference["vpc-form"] as rule

test_fires_on_another_form if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "value": "vpc-123", "not_of_form": {"vpc": true}}]}]}]}
	found.message == "vpc-123 is not of the form that values of aws:SourceVpc have"
}

test_silent_on_the_form if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpc"]}, "value": "vpc-0123456789abcdef0"}]}]}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"], "key": true}, "value": "aws:SourceVpc", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpc"]}, "value": "vpc*"}]}]}]}
}
