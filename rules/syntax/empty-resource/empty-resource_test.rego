package rules.syntax["empty-resource_test"]

import data.rules.syntax["empty-resource"] as rule

test_fires_on_an_empty_list if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}, "empty": true}}]}
	found.message == "Resource lists nothing: the statement is about no request"
}

test_fires_on_an_empty_exception if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "NotResource"]}, "not": true, "empty": true}}]}
	found.message == "NotResource lists nothing: the statement is about every resource"
}

test_silent_on_a_resource if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "resource": {"at": {"document": "d", "path": ["Statement", 0, "Resource"]}}}]}
}
