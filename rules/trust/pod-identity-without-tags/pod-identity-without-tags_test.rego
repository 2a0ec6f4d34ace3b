package rules.trust["pod-identity-without-tags_test"]

import data.rules.trust["pod-identity-without-tags"] as rule

test_fires_on_pods_that_only_assume if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "pods.eks.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "EKS Pod Identity may not tag its sessions: sts:TagSession is not allowed"
}

test_silent_where_tags_are_allowed if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "pods.eks.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}}, "sts:TagSession": {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}}}}]}
}

test_silent_where_another_statement_allows_them if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "pods.eks.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}, {"at": {"document": "d", "path": ["Statement", 1]}, "allow": true, "principal": {"at": {"document": "d", "path": ["Statement", 1, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 1, "Principal", "Service"]}, "value": "pods.eks.amazonaws.com", "under": {"Service": true}, "is": {"service": true}}]}, "allows": {"sts:TagSession": {"at": {"document": "d", "path": ["Statement", 1, "Action"]}}}}]}
}
