package rules.syntax["empty-principal-object_test"]

import data.rules.syntax["empty-principal-object"] as rule

test_fires_on_an_empty_object if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "empty": [{"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "value": "Principal"}]}}]}
	found.message == "Principal is empty and names nobody"
}

test_silent_on_an_empty_list if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "empty": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "AWS"}]}}]}
}

test_silent_on_everyone if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
}
