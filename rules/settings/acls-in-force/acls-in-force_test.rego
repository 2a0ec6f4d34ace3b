package rules.settings["acls-in-force_test"]

import data.rules.settings["acls-in-force"] as rule

bucket := {"kind": "bucket", "name": "b", "account": "444455556666"}

writer := object.union(bucket, {"ownership": {"setting": "ObjectWriter", "acls_in_force": true, "at": {"document": "o", "path": []}}})

test_fires_where_lists_count if {
	some found in rule.findings with input as writer
	count(found.fix.commands) == 1
}

test_the_list_is_emptied_first if {
	granting := {"acl": {"at": {"document": "a", "path": []}, "grants_to_others": true}}
	some found in rule.findings with input as object.union(writer, granting)
	count(found.fix.commands) == 2
}

test_silent_where_ownership_is_enforced if {
	count(rule.findings) == 0 with input as object.union(bucket, {"ownership": {"setting": "BucketOwnerEnforced", "acls_off": true}})
}
