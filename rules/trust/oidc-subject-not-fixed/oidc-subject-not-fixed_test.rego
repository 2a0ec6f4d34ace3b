package rules.trust["oidc-subject-not-fixed_test"]

import data.rules.trust["oidc-subject-not-fixed"] as rule

at(step) := {"document": "t", "path": ["Statement", 0, step]}

role(more) := {"kind": "role", "trust": {"principals": [object.union(
	{
		"value": "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
		"at": at("Principal"),
		"is": {"oidc_provider": true},
		"provider": {"host": "gitlab.com", "owner_claim": {"sub": true}},
		"unrelated": {"verdict": {"yes": true}, "claim": "project_path:acmex/x"},
	},
	more,
)]}}

test_fires_without_a_condition if {
	some found in rule.findings with input as role({})
	found.at == at("Principal")
	found.message == "any customer of gitlab.com may become the role: the statement wants nothing of sub"
}

test_fires_on_a_pattern if {
	value := {"value": "project_path:acme*", "at": at("sub"), "wildcards": true, "wildcard_in_owner": true}
	claims := {"sub": [{"at": at("sub"), "operator": "StringLike", "values": [value]}]}
	some found in rule.findings with input as role({"claims": claims})
	found.message == "the pattern matches other customers of gitlab.com: project_path:acmex/x"
}

test_fires_where_the_claim_may_be_absent if {
	test := {"at": at("sub"), "operator": "ForAllValues:StringLike", "true_if_absent": true, "values": []}
	unrelated := {"verdict": {"yes": true}, "claim_absent": true}
	facts := role({"claims": {"sub": [test]}})
	some found in rule.findings with input as json.patch(
		facts,
		[{"op": "replace", "path": "/trust/principals/0/unrelated", "value": unrelated}],
	)
	found.message == "ForAllValues:StringLike holds of a token without sub"
}

test_fires_on_a_condition_that_keeps_few_out if {
	test := {"at": at("sub"), "operator": "StringNotLike", "negated": true, "values": []}
	some found in rule.findings with input as role({"claims": {"sub": [test]}})
	found.message == "tokens of other customers of gitlab.com meet the condition on sub"
}

test_silent_where_others_are_kept_out if {
	facts := json.patch(role({}), [{"op": "replace", "path": "/trust/principals/0/unrelated", "value": {"verdict": {"no": true}}}])
	count(rule.findings) == 0 with input as facts
}

test_silent_where_another_claim_decides if {
	other := {"verdict": {"conditional": true}, "depends_on": {"repository_owner_id": {}}}
	facts := json.patch(role({}), [{"op": "replace", "path": "/trust/principals/0/unrelated", "value": other}])
	count(rule.findings) == 0 with input as facts
}
