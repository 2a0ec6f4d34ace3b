package rules.snapshot["wildcard-principal_test"]

import data.rules.snapshot["wildcard-principal"] as rule

place := {"document": "d", "path": ["Statement", 0, "Principal", "AWS"]}

pattern := {"value": "arn:aws:iam::111122223333:role/ml/growth-*", "policy": "policy of bucket b", "at": place}

test_fires_once_whoever_it_reads_like if {
	facts := {"kind": "snapshot", "principal_patterns": [object.union(pattern, {"roles": ["growth-serve", "growth-train"]})]}
	some found in rule.findings with input as facts
	found.at == place
	contains(found.message, "it reads like growth-serve and growth-train")
	count(rule.findings) == 1 with input as facts
}

test_fires_where_it_reads_like_nobody if {
	count(rule.findings) == 1 with input as {"kind": "snapshot", "principal_patterns": [pattern]}
}

test_silent_without_patterns if {
	count(rule.findings) == 0 with input as {"kind": "snapshot", "principals": []}
}
