package rules.syntax["principal-form_test"]

import data.rules.syntax["principal-form"] as rule

test_fires_on_an_account_alone if {
	some found in rule.findings with input as {"kind": "document", "problems": {"principal-form": [{
		"at": {"document": "d", "path": ["Statement", 0, "Principal"]},
		"found": "string",
		"wanted": "object or \"*\"",
	}]}}
	found.message == "the principal is of type string where the grammar has object or \"*\""
}

test_silent_without_such_a_problem if {
	count(rule.findings) == 0 with input as {"kind": "document"}
}
