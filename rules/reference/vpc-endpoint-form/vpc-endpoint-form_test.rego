package rules.reference["vpc-endpoint-form_test"]

import data.rules.reference["vpc-endpoint-form"] as rule

test_fires_on_another_form if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"], "key": true}, "value": "aws:SourceVpce", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"]}, "value": "vpc-0123456789abcdef0", "not_of_form": {"vpce": true}}]}]}]}
	found.message == "vpc-0123456789abcdef0 is not of the form that values of aws:SourceVpce have"
}

test_silent_on_the_form if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"], "key": true}, "value": "aws:SourceVpce", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceVpce"]}, "value": "vpce-0123456789abcdef0"}]}]}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpce"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpce"], "key": true}, "value": "aws:SourceVpce", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceVpce"]}, "value": "vpc*"}]}]}]}
}
