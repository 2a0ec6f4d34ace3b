package rules.reference.service_test

import data.rules.reference.service as rule

test_fires_on_a_misprint if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "dynamdb:GetItem", "service": "dynamdb", "unknown_service": {"value": "dynamdb", "nearest": "dynamodb"}}]}}]}
	found.message == "there is no service dynamdb; did you mean dynamodb?"
}

test_fires_on_another_name if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "zocalo:Describe", "service": "zocalo", "unknown_service": {"value": "zocalo"}}]}}]}
	found.message == "there is no service zocalo in the reference data"
}

test_silent_on_s3 if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "s3:GetObject", "service": "s3", "name": "s3:GetObject"}]}}]}
}

test_silent_on_everything if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "*"}]}}]}
}
