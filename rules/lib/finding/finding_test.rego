package lib.finding_test

import data.lib.finding

action := {"document": "policy.json", "path": ["Statement", 0, "Action"]}

resource := {"document": "policy.json", "path": ["Statement", 0, "Resource"]}

test_at_takes_a_place if {
	finding.at(action, "s3:* is allowed") == {"message": "s3:* is allowed", "at": action}
}

test_at_takes_a_thing_with_a_place if {
	finding.at({"at": action, "everything": true}, "m") == {"message": "m", "at": action}
}

test_at_is_undefined_without_a_place if {
	not finding.at({"everything": true}, "m")
}

test_at_key_means_the_name if {
	finding.at_key(action, "m").at == {
		"document": "policy.json",
		"path": ["Statement", 0, "Action"],
		"key": true,
	}
}

test_related_appends_in_order if {
	one := finding.related(finding.at(action, "m"), resource, "first")
	two := finding.related(one, {"at": action}, "second")
	two.message == "m"
	two.related == [{"at": resource, "message": "first"}, {"at": action, "message": "second"}]
}

test_fixed_adds_the_fix if {
	fix := {"description": "remove the statement", "edits": []}
	finding.fixed(finding.at(action, "m"), fix) == {"message": "m", "at": action, "fix": fix}
}

test_noted_adds_places if {
	finding.noted(finding.at(action, "m"), {{"at": resource, "message": "n"}}).related == [{"at": resource, "message": "n"}]
}

test_enumerated if {
	finding.enumerated({"a"}) == "a"
	finding.enumerated({"b", "a"}) == "a and b"
	finding.enumerated(["c", "a", "b"]) == "a, b and c"
}

test_several if {
	finding.several({"value": "s3:*", "all": true, "count": 9, "such": {"s3:A": true}}) == "s3:*"
	finding.several({"value": "s3:*", "count": 1, "such": {"s3:A": true}}) == "s3:A"
	finding.several({"value": "s3:*", "count": 9, "such": {"s3:B": true, "s3:A": true}}) == "s3:A, s3:B and 7 more actions"
}
