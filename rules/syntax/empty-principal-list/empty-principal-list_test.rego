package rules.syntax["empty-principal-list_test"]

import data.rules.syntax["empty-principal-list"] as rule

test_fires_on_an_empty_list if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "empty": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}, "value": "AWS"}]}}]}
	found.message == "AWS lists nobody"
}

test_silent_on_a_principal if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}}}]}
}

test_silent_on_an_empty_object if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "empty": [{"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "value": "Principal"}]}}]}
}
