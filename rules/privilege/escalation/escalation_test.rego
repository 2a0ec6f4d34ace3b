package rules.privilege.escalation_test

import data.rules.privilege.escalation as rule

test_fires_on_policies if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "escalations": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "name": "a new version of an attached policy", "through": {"own_policies": true}, "actions": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "iam:CreatePolicyVersion"}]}], "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
	found.message == "its holder can get more permissions: by a new version of an attached policy"
}

test_fires_on_a_role_passed_to_a_function if {
	some found in rule.findings with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "escalations": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "name": "a function that is invoked", "through": {"passed_role": true}, "actions": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "iam:PassRole"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "lambda:CreateFunction"}, {"at": {"document": "d", "path": ["Statement", 1, "Action"]}, "value": "lambda:InvokeFunction"}]}], "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}, {"at": {"document": "d", "path": ["Statement", 1]}}]}
	found.message == "its holder can get more permissions: by a role that is passed to a function that is invoked"
}

test_silent_on_some_of_a_set if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_silent_under_a_condition if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "identity", "of": {"identity": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}}]}
}

test_fires_as_a_suggestion_on_what_runs_already if {
	some found in rule.findings with input as {"of": {"identity": true}, "escalations": [{
		"at": {"document": "d", "path": []},
		"name": "the code of a function",
		"through": {"role_at_work": true},
	}]}
	found.severity == "suggestion"
	found.message == "its holder may get the permissions of a role at work: by the code of a function"
}
