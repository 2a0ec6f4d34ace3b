package rules.access["missing-action_test"]

import data.rules.access["missing-action"] as rule

pair(nearest) := {"capabilities": {"write": {
	"meant": true,
	"unreached": {"resource": "arn:aws:s3:::b/k"},
	"legs": {"s3:PutObject": {"layers": {"identity": {"silent": true, "nearest": nearest}}}},
}}}

statement := {"at": {"document": "d", "path": ["Statement", 0, "Action"]}, "policy": "inline policy p"}

test_fires_where_only_the_action_fails if {
	some found in rule.findings with input as pair({"action": statement})
	found.message == "inline policy p lacks s3:PutObject"
	found.at == statement.at
	found.fix.edits == [{"op": "add", "at": statement.at, "value": "s3:PutObject"}]
}

test_silent_where_something_else_fails if {
	count(rule.findings) == 0 with input as pair({"resource": statement})
}

test_silent_where_nobody_meant_it if {
	unmeant := json.remove(pair({"action": statement}), ["capabilities/write/meant"])
	count(rule.findings) == 0 with input as unmeant
}
