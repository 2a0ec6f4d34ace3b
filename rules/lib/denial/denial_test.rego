package lib.denial_test

import data.lib.denial

statement := {"document": "d", "path": ["Statement", 0]}

role := {"role": {"arn": "arn:aws:iam::111122223333:role/r"}}

test_the_role_is_excepted_where_there_is_no_condition if {
	repair := denial.repair(role, {"layer": "scp", "at": statement})
	repair.unsafe
	repair.edits[0].value == {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/r"}}}
	repair.otherwise == [denial.removal({"at": statement})]
}

test_an_identity_policy_is_about_the_role_already if {
	denial.repair(role, {"layer": "identity", "at": statement}).edits == [{"op": "remove", "at": statement}]
}

test_what_is_known_of_the_request_is_excepted if {
	condition := {"at": {"document": "d", "path": ["Statement", 0, "Condition", "StringNotEquals", "aws:PrincipalOrgID"]}, "present": "o-other"}
	repair := denial.repair(role, {"layer": "rcp", "at": statement, "conditions": {"aws:principalorgid": condition}})
	repair.edits == [{"op": "add", "at": condition.at, "value": "o-other"}]
}
