package rules.exposure["not-principal-without-account_test"]

import data.rules.exposure["not-principal-without-account"] as rule

spares(entries) := {"kind": "document", "type": "bucket", "of": {"bucket": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "deny": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal"]}, "not": true, "entries": entries}}]}

app := {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal", "AWS", 0]}, "value": "arn:aws:iam::111122223333:role/app", "is": {"role": true}, "account": "111122223333"}

test_fires_on_a_role_alone if {
	some found in rule.findings with input as spares([app])
	found.message == "arn:aws:iam::111122223333:role/app is spared and its account 111122223333 is not: the deny may hit it all the same"
}

test_fires_on_a_role_of_another_account if {
	count(rule.findings) == 1 with input as spares([app, {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal", "AWS", 1]}, "value": "444455556666", "is": {"account": true}, "account": "444455556666"}])
}

test_silent_with_the_account if {
	count(rule.findings) == 0 with input as spares([app, {"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal", "AWS", 1]}, "value": "arn:aws:iam::111122223333:root", "is": {"account": true}, "account": "111122223333"}])
}

test_silent_on_an_account_alone if {
	count(rule.findings) == 0 with input as spares([{"at": {"document": "d", "path": ["Statement", 0, "NotPrincipal", "AWS", 0]}, "value": "444455556666", "is": {"account": true}, "account": "444455556666"}])
}
