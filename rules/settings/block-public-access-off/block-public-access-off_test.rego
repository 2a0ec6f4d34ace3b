package rules.settings["block-public-access-off_test"]

import data.rules.settings["block-public-access-off"] as rule

bucket := {"kind": "bucket", "name": "b", "account": "444455556666"}

open := object.union(bucket, {"block_public_access": {"off": {"RestrictPublicBuckets": true}, "at": {"document": "p", "path": []}}})

test_fires_where_a_setting_is_off if {
	some found in rule.findings with input as open
	found.message == "bucket and account leave Block Public Access off: RestrictPublicBuckets"
}

test_silent_where_all_are_on if {
	count(rule.findings) == 0 with input as bucket
}
