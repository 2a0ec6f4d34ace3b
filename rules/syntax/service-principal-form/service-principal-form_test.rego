package rules.syntax["service-principal-form_test"]

import data.rules.syntax["service-principal-form"] as rule

test_fires_on_capitals if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "CloudFront.amazonaws.com", "under": {"Service": true}, "is": {"service": true}, "no_service": true}]}}]}
	found.message == "CloudFront.amazonaws.com is no service principal in form"
}

test_fires_on_a_short_name if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudfront", "under": {"Service": true}, "is": {"service": true}, "no_service": true}]}}]}
	found.message == "cloudfront is no service principal in form"
}

test_silent_on_a_service if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "cloudfront.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}}]}
}
