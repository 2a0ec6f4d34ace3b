package rules.syntax["missing-statement_test"]

import data.rules.syntax["missing-statement"] as rule

problem := {"at": {"document": "d", "path": ["Statement", 0]}, "found": "this", "wanted": "that"}

test_fires_at_the_place if {
	some found in rule.findings with input as {"problems": {"no-statement": [problem]}}
	found.at == problem.at
}

test_silent_on_another_problem if {
	count(rule.findings) == 0 with input as {"problems": {"another": [problem]}}
}

test_a_lone_statement_is_told if {
	some found in rule.findings with input as {"problems": {"no-statement": [{"at": {"document": "d", "path": []}, "found": "a statement"}]}}
	found.message == "the policy is a statement alone, without Version and Statement around it"
}
