package rules.access["multipart-leg-missing_test"]

import data.rules.access["multipart-leg-missing"] as rule

key(facts) := object.union({"resource": "arn:aws:kms:eu-west-1:444455556666:key/1"}, facts)

pair(verdict, lacking) := {
	"cross_account": true,
	"role": {"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "account": "111122223333"},
	"bucket": {"name": "b", "account": "444455556666"},
	"boundary": {"at": {"document": "m", "path": []}},
	"policies": {
		"identity": {"at": {"document": "i", "path": []}, "policy": "inline policy p"},
		"boundary": {"at": {"document": "m", "path": []}, "policy": "managed policy m"},
		"key": {"at": {"document": "k", "path": []}, "policy": "policy of key 1"},
	},
	"capabilities": {"write": {
		"meant": true,
		"verdict": {verdict: true},
		"multipart": {"keys": {"kms:Decrypt": key(lacking)}},
	}},
}

silent(layer) := {"layers": {layer: {"silent": true}}}

test_fires_where_the_key_policy_is_silent if {
	some found in rule.findings with input as pair("yes", silent("kms"))
	found.message == "multipart uploads need kms:Decrypt, which the key policy does not allow"
	found.fix.edits[0].value.Statement[0].Action == "kms:Decrypt"
}

test_fires_where_the_role_may_not if {
	some found in rule.findings with input as pair("partly", silent("identity"))
	found.message == "multipart uploads need kms:Decrypt, which no policy of the role allows"
	found.fix.edits[0].value.Statement[0].Resource == "arn:aws:kms:eu-west-1:444455556666:key/1"
}

test_fires_where_the_boundary_is_silent if {
	some found in rule.findings with input as pair("yes", silent("boundary"))
	found.message == "multipart uploads need kms:Decrypt, which the permissions boundary does not allow"
	found.at == {"document": "m", "path": []}
}

test_fires_on_a_deny if {
	denied := {"at": {"document": "k", "path": ["Statement", 1]}, "policy": "policy of key 1", "layer": "kms"}
	some found in rule.findings with input as pair("yes", {"denies": [denied]})
	found.message == "multipart uploads need kms:Decrypt, which policy of key 1 denies"
	found.at == denied.at
}

test_silent_where_nothing_is_written if {
	count(rule.findings) == 0 with input as pair("no", silent("kms"))
}

test_silent_where_reading_lacks_the_same if {
	read := {"capabilities": {"read": {"meant": true, "keys": {"kms:Decrypt": key(silent("kms"))}}}}
	count(rule.findings) == 0 with input as object.union(pair("yes", silent("kms")), read)
	unmeant := {"capabilities": {"read": {"keys": {"kms:Decrypt": key(silent("kms"))}}}}
	count(rule.findings) == 1 with input as object.union(pair("yes", silent("kms")), unmeant)
}
