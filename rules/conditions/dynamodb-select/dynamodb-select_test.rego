package rules.conditions["dynamodb-select_test"]

import data.rules.conditions["dynamodb-select"] as rule

test_fires_without_select if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "dynamodb:Attributes"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "dynamodb:Attributes"], "key": true}, "name": {"dynamodb:attributes": true}, "type": {"String": true}}}], "keys": {"dynamodb:attributes": true}}]}
	found.message == "a read without attributes returns all of them: dynamodb:Select is not demanded"
}

test_silent_with_select if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "dynamodb:Attributes"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "ForAllValues:StringEquals", "dynamodb:Attributes"], "key": true}, "name": {"dynamodb:attributes": true}, "type": {"String": true}}}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "dynamodb:Select"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "dynamodb:Select"], "key": true}, "name": {"dynamodb:select": true}, "type": {"String": true}}}], "keys": {"dynamodb:attributes": true, "dynamodb:select": true}}]}
}
