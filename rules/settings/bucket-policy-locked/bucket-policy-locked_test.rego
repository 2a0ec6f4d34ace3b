package rules.settings["bucket-policy-locked_test"]

import data.rules.settings["bucket-policy-locked"] as rule

statement(i) := {"policy": "policy of bucket b", "at": {"document": "d", "path": ["Statement", i]}}

facts(denies) := {"kind": "document", "type": "bucket", "denies_everybody": denies}

test_fires_where_one_statement_denies_both if {
	some found in rule.findings with input as facts({"s3:PutBucketPolicy": [statement(0)], "s3:DeleteBucketPolicy": [statement(0)]})
	found.at == statement(0).at
	count(found.related) == 0
}

test_names_the_other_statement if {
	some found in rule.findings with input as facts({"s3:PutBucketPolicy": [statement(0)], "s3:DeleteBucketPolicy": [statement(1)]})
	found.related[0].at == statement(1).at
}

test_silent_while_the_policy_can_be_deleted if {
	count(rule.findings) == 0 with input as facts({"s3:PutBucketPolicy": [statement(0)]})
}
