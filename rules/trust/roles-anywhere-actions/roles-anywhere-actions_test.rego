package rules.trust["roles-anywhere-actions_test"]

import data.rules.trust["roles-anywhere-actions"] as rule

test_fires_on_assume_role_alone if {
	some found in rule.findings with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRole"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "rolesanywhere.amazonaws.com", "under": {"Service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
	found.message == "IAM Roles Anywhere needs sts:SetSourceIdentity and sts:TagSession, too"
}

test_silent_on_all_three if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}, "value": "sts:AssumeRole"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}, "value": "sts:SetSourceIdentity"}, {"at": {"document": "d", "path": ["Statement", 0, "Action", 2]}, "value": "sts:TagSession"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "rolesanywhere.amazonaws.com", "under": {"Service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action", 0]}}, "sts:SetSourceIdentity": {"at": {"document": "d", "path": ["Statement", 0, "Action", 1]}}, "sts:TagSession": {"at": {"document": "d", "path": ["Statement", 0, "Action", 2]}}}}]}
}

test_silent_on_another_service if {
	count(rule.findings) == 0 with input as {"kind": "document", "type": "trust", "of": {"trust": true}, "statements": [{"at": {"document": "d", "path": ["Statement", 0]}, "allow": true, "action": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "value": "sts:AssumeRole"}]}, "principal": {"at": {"document": "d", "path": ["Statement", 0, "Principal"]}, "entries": [{"at": {"document": "d", "path": ["Statement", 0, "Principal", "Service"]}, "value": "ec2.amazonaws.com", "under": {"Service": true}}]}, "allows": {"sts:AssumeRole": {"at": {"document": "d", "path": ["Statement", 0, "Action"]}}}}]}
}
