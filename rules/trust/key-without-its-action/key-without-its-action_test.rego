package rules.trust["key-without-its-action_test"]

import data.rules.trust["key-without-its-action"] as rule

test_fires_on_a_source_identity if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "sts:SourceIdentity"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "sts:SourceIdentity"], "key": true}, "value": "sts:SourceIdentity", "set_by": "sts:SetSourceIdentity", "type": {"String": true}}}]}]}
	found.message == "nobody can set sts:SourceIdentity without sts:SetSourceIdentity"
}

test_fires_on_a_session_tag if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:RequestTag/team"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:RequestTag/team"], "key": true}, "value": "aws:RequestTag/team", "set_by": "sts:TagSession", "type": {"String": true}}}]}]}
	found.message == "nobody can set aws:RequestTag/team without sts:TagSession"
}

test_silent_where_the_action_stands_beside if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "sts:SourceIdentity"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "sts:SourceIdentity"], "key": true}, "value": "sts:SourceIdentity", "type": {"String": true}}}]}]}
}

test_silent_where_another_statement_allows_it if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:RequestTag/team"]}, "family": {"String": true}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "aws:RequestTag/team"], "key": true}, "value": "aws:RequestTag/team", "type": {"String": true}}}]}, {"at": {"document": "d", "path": ["Statement", 1]}, "allow": true}]}
}
