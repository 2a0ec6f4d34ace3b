package rules.syntax["size-bucket_test"]

import data.rules.syntax["size-bucket"] as rule

test_fires_on_a_long_one if {
	some found in rule.findings with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}], "size": {"at": {"document": "d", "path": []}, "bytes": 26265, "most": 20480, "of": "a bucket policy"}}
	found.message == "a bucket policy has 26265 characters, AWS takes 20480"
}

test_silent_on_a_short_one if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}
