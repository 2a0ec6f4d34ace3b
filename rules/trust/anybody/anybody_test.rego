package rules.trust.anybody_test

import data.rules.trust.anybody as rule

role(principal) := {"kind": "role", "trust": {"principals": [object.union(
	{"value": "*", "at": {"document": "t", "path": ["Statement", 0, "Principal"]}, "is": {"everyone": true}},
	principal,
)]}}

test_fires_on_everyone if {
	some found in rule.findings with input as role({"unrelated": {"verdict": {"yes": true}}})
	found.message == "anybody in AWS may become the role"
}

test_fires_where_the_caller_says_what_is_asked if {
	own := {"verdict": {"conditional": true}, "depends_on": {"aws:principaltag/team": {"caller_chooses": true}}}
	count(rule.findings) == 1 with input as role({"unrelated": own})
}

test_an_external_id_tells_nobody_apart if {
	id := {"verdict": {"conditional": true}, "depends_on": {"sts:externalid": {}}}
	some found in rule.findings with input as role({"unrelated": id})
	found.message == "anybody in AWS who knows the external id may become the role"
}

test_silent_where_a_network_decides if {
	network := {"verdict": {"conditional": true}, "depends_on": {"sts:externalid": {}, "aws:sourcevpce": {}}}
	count(rule.findings) == 0 with input as role({"unrelated": network})
}

test_silent_where_strangers_are_kept_out if {
	count(rule.findings) == 0 with input as role({"unrelated": {"verdict": {"no": true}}})
}

test_silent_on_tokens if {
	token := {"is": {"everyone": false, "oidc_provider": true}, "unrelated": {"verdict": {"yes": true}}}
	count(rule.findings) == 0 with input as role(token)
}
