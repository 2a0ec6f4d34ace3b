package rules.trust["subject-early-wildcard_test"]

import data.rules.trust["subject-early-wildcard"] as rule

test_fires_on_a_repository if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com", "issuer": "gitlab.example.com", "claims": {"aud": true, "sub": true}}]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"], "key": true}, "value": "gitlab.example.com:aud", "issuer": "gitlab.example.com", "claim": {"aud": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"]}, "value": "sts.amazonaws.com"}]}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"]}, "wildcards": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"], "key": true}, "value": "gitlab.example.com:sub", "issuer": "gitlab.example.com", "claim": {"sub": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"]}, "value": "repo:*", "wildcard": true, "short_before_wildcard": true}]}]}]}
	found.message == "fewer than six characters stand before a wildcard of repo:*"
}

test_silent_on_a_group if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Federated"]}, "value": "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com", "issuer": "gitlab.example.com", "claims": {"aud": true, "sub": true}}]}, "tests": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"]}, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"], "key": true}, "value": "gitlab.example.com:aud", "issuer": "gitlab.example.com", "claim": {"aud": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringEquals", "gitlab.example.com:aud"]}, "value": "sts.amazonaws.com"}]}, {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"]}, "wildcards": true, "key": {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"], "key": true}, "value": "gitlab.example.com:sub", "issuer": "gitlab.example.com", "claim": {"sub": true}}, "values": [{"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringLike", "gitlab.example.com:sub"]}, "value": "project_path:data-team/loader:ref_type:branch:ref:main*", "wildcard": true}]}]}]}
}

test_fires_as_a_suggestion_where_another_claim_is_fixed if {
	some found in rule.findings with input as {"of": {"trust": true}, "statements": [{
		"allow": true,
		"principal": {"entries": [{"claims": {"sub": true, "repository_owner_id": true}}]},
		"tests": [{
			"wildcards": true,
			"key": {"claim": {"sub": true}},
			"values": [{"at": {"document": "d", "path": []}, "value": "repo:*", "short_before_wildcard": true}],
		}],
	}]}
	found.severity == "suggestion"
}
