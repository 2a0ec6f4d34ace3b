package rules.syntax["element-pair_test"]

import data.rules.syntax["element-pair"] as rule

problem := {"at": {"document": "d", "path": ["Statement", 0]}, "found": "this", "wanted": "that"}

test_fires_at_the_place if {
	some found in rule.findings with input as {"problems": {"exclusive-elements": [problem]}}
	found.at == problem.at
}

test_silent_on_another_problem if {
	count(rule.findings) == 0 with input as {"problems": {"another": [problem]}}
}
