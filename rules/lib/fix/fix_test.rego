package lib.fix_test

import data.lib.fix

action := {"document": "policy.json", "path": ["Statement", 0, "Action"]}

test_edits_of_each_kind if {
	fix.edits("name the actions", [
		fix.add(action, "s3:GetObject"),
		fix.replace({"at": action}, ["s3:GetObject"]),
		fix.remove(action),
	]) == {"description": "name the actions", "edits": [
		{"op": "add", "at": action, "value": "s3:GetObject"},
		{"op": "replace", "at": action, "value": ["s3:GetObject"]},
		{"op": "remove", "at": action},
	]}
}

test_a_new_document if {
	fix.document("put a bucket policy", "arn:aws:s3:::b", {"Statement": []}) == {
		"description": "put a bucket policy",
		"target": "arn:aws:s3:::b",
		"document": {"Statement": []},
	}
}

test_commands if {
	fix.commands("copy with the ACL", ["aws s3 cp a b"]) == {
		"description": "copy with the ACL",
		"commands": ["aws s3 cp a b"],
		"unsafe": true,
	}
}

test_put_settings if {
	fix.put_settings("let the owner pay", {"payer": "BucketOwner"}, ["aws s3api x"]) == {
		"description": "let the owner pay",
		"settings": {"payer": "BucketOwner"},
		"commands": ["aws s3api x"],
	}
}

test_unsafe if {
	fix.unsafe({"description": "remove it"}) == {"description": "remove it", "unsafe": true}
}
