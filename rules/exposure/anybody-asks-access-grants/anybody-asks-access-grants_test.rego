package rules.exposure["anybody-asks-access-grants_test"]

import data.rules.exposure["anybody-asks-access-grants"] as rule

open := {"kind": "document", "type": "access-grants", "public": [{"at": {"document": "d", "path": []}}]}

test_fires_where_the_policy_lets_in_anybody if {
	some found in rule.findings with input as open
	found.message == "every AWS account may ask this S3 Access Grants instance"
	found.at == {"document": "d", "path": []}
}

test_silent_about_a_bucket_policy if {
	count(rule.findings) == 0 with input as object.union(open, {"type": "bucket"})
}

test_silent_where_accounts_are_named if {
	count(rule.findings) == 0 with input as object.remove(open, ["public"])
}
