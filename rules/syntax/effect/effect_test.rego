package rules.syntax.effect_test

import data.rules.syntax.effect as rule

problem := {"at": {"document": "d", "path": ["Statement", 0]}, "found": "this", "wanted": "that"}

test_fires_at_the_place if {
	some found in rule.findings with input as {"problems": {"effect-value": [problem]}}
	found.at == problem.at
}

test_silent_on_another_problem if {
	count(rule.findings) == 0 with input as {"problems": {"another": [problem]}}
}

test_proposes_what_is_meant_in_another_case if {
	at := {"document": "d", "path": ["Statement", 0, "Effect"]}
	some found in rule.findings with input as {"problems": {"effect-value": [{"at": at, "found": "allow", "nearest": "Allow"}]}}
	found.fix.edits == [{"op": "replace", "at": at, "value": "Allow"}]
}
