package rules.reference["account-form_test"]

import data.rules.reference["account-form"] as rule

test_fires_on_another_form if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "value": "11112222333", "not_of_form": {"account": true}}]}]}]}
	found.message == "11112222333 is not of the form that values of aws:SourceAccount have"
}

test_silent_on_the_form if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:SourceAccount"]}, "value": "111122223333"}]}]}]}
}

test_silent_on_a_wildcard if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceAccount"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceAccount"], "key": true}, "value": "aws:SourceAccount", "type": {"String": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "aws:SourceAccount"]}, "value": "111*"}]}]}]}
}
