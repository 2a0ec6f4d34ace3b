package rules.trust["account-without-external-id_test"]

import data.rules.trust["account-without-external-id"] as rule

role(more) := {"kind": "role", "trust": {"at": {"document": "d", "path": []}, "policy": "p", "principals": [object.union(
	{"at": {"document": "d", "path": [0]}, "is": {"account": true}, "account": "999988887777"},
	more,
)]}}

test_fires_on_another_account if {
	some found in rule.findings with input as role({"other_account": true})
	found.message == "all of account 999988887777 may be let become the role, without an external id"
	found.at == {"document": "d", "path": [0]}
}

test_silent_with_an_external_id if {
	count(rule.findings) == 0 with input as role({"other_account": true, "conditions": {"sts:externalid": [{"operator": "StringEquals"}]}})
}

test_silent_on_the_own_account if {
	count(rule.findings) == 0 with input as role({"same_account": true})
}
