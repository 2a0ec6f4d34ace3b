package rules.access["encryption-header-needed_test"]

import data.rules.access["encryption-header-needed"] as rule

facts(leg) := {"capabilities": {"write": {"meant": true, "unencrypted": {"legs": {"s3:PutObject": leg}}}}}

key := "s3:x-amz-server-side-encryption"

test_fires_on_a_deny if {
	denied := {"policy": "RCP sse", "conditions": {"s3:x-amz-server-side-encryption": {"at": {"document": "d", "path": ["Statement", 0]}}}}
	some found in rule.findings with input as facts({"denies": [denied]})
	found.message == "RCP sse denies uploads without the header x-amz-server-side-encryption; default encryption does not set it"
}

test_fires_on_a_condition_of_an_allow if {
	missed := {"policy": "policy of bucket b", "at": {"document": "d", "path": []}, "key": {"s3:x-amz-server-side-encryption": true}}
	some found in rule.findings with input as facts({"layers": {"bucket_policy": {"nearest": {"condition": missed}}}})
	found.at == missed.at
}

test_silent_on_other_keys if {
	denied := {"policy": "RCP sse", "conditions": {"aws:sourceip": {"at": {"document": "d", "path": []}}}}
	count(rule.findings) == 0 with input as facts({"denies": [denied]})
}
