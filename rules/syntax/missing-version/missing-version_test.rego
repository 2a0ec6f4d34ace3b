package rules.syntax["missing-version_test"]

import data.rules.syntax["missing-version"] as rule

problem := {"at": {"document": "d", "path": ["Statement", 0]}, "found": "this", "wanted": "that"}

test_fires_at_the_place if {
	some found in rule.findings with input as {"problems": {"no-version": [problem]}}
	found.at == problem.at
}

test_silent_on_another_problem if {
	count(rule.findings) == 0 with input as {"problems": {"another": [problem]}}
}

test_silent_for_the_default_policy_of_an_endpoint if {
	count(rule.findings) == 0 with input as {"type": "endpoint", "problems": {"no-version": [{"at": {"document": "d", "path": []}}]}}
}
