package lib.grant_test

import data.lib.grant

facts := {
	"role": {"arn": "arn:aws:iam::111122223333:role/r"},
	"policies": {"bucket_policy": {"at": {"document": "b", "path": []}}},
	"capabilities": {
		"list": {"meant": true, "unreached": [{"legs": {"s3:ListBucket": {
			"meant_resources": ["arn:aws:s3:::b"],
			"layers": {"bucket_policy": {"silent": true}, "identity": {"silent": true}},
		}}}]},
		"read": {"meant": true, "unreached": [{"legs": {"s3:GetObject": {
			"meant_resources": ["arn:aws:s3:::b/*"],
			"layers": {"bucket_policy": {"silent": true}},
		}}}]},
		"write": {"legs": {"s3:PutObject": {
			"meant_resources": [],
			"layers": {"bucket_policy": {"silent": true}},
		}}},
	},
}

test_needs_are_those_of_meant_capabilities if {
	grant.needs(facts, "bucket_policy") == {"s3:GetObject": ["arn:aws:s3:::b/*"], "s3:ListBucket": ["arn:aws:s3:::b"]}
}

test_statements_name_the_role_in_a_bucket_policy if {
	grant.proposal(facts, "bucket_policy") == {
		"description": "add a statement that allows s3:GetObject and s3:ListBucket",
		"edits": [{"op": "add", "at": {"document": "b", "path": []}, "value": {"Statement": [
			{
				"Effect": "Allow",
				"Principal": {"AWS": "arn:aws:iam::111122223333:role/r"},
				"Action": "s3:ListBucket",
				"Resource": "arn:aws:s3:::b",
			},
			{
				"Effect": "Allow",
				"Principal": {"AWS": "arn:aws:iam::111122223333:role/r"},
				"Action": "s3:GetObject",
				"Resource": "arn:aws:s3:::b/*",
			},
		]}}],
	}
}

test_a_role_without_inline_policy_gets_one if {
	grant.proposal(facts, "identity") == {
		"description": "add a statement that allows s3:ListBucket",
		"target": "role",
		"document": {"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow",
			"Action": "s3:ListBucket",
			"Resource": "arn:aws:s3:::b",
		}]},
	}
}

test_an_upload_hands_over_what_it_writes_where_acls_are_in_force if {
	writing := {
		"cross_account": true,
		"role": {"arn": "arn:aws:iam::111122223333:role/r"},
		"bucket": {"ownership": {"acls_in_force": true}},
		"policies": {},
		"capabilities": {"write": {"meant": true, "unreached": [{"legs": {"s3:PutObject": {
			"meant_resources": ["arn:aws:s3:::b/*"],
			"layers": {"bucket_policy": {"silent": true}},
		}}}]}},
	}
	grant.granting(writing, "bucket_policy", grant.needs(writing, "bucket_policy"))[0].Condition.StringEquals == {"s3:x-amz-acl": "bucket-owner-full-control"}
}

test_a_denial_that_names_the_pair_stands_for_the_grant if {
	denied := {"layer": "bucket_policy", "at": {"document": "b", "path": ["Statement", 0]}}
	named := object.union(facts, {"named_by_bucket": [{"at": denied.at}]})
	grant.denied_instead(named, {"denies": [denied]}, "bucket_policy")
	not grant.denied_instead(named, {"denies": [denied]}, "identity")
	not grant.denied_instead(facts, {"denies": [denied]}, "bucket_policy")
}

test_a_boundary_has_to_allow_the_key_too if {
	capped := object.union(facts, {
		"policies": {"boundary": {"at": {"document": "m", "path": []}}},
		"capabilities": {"read": {"meant": true, "keys": {"kms:Decrypt": {
			"resource": "arn:aws:kms:eu-west-1:444455556666:key/1",
			"layers": {"boundary": {"silent": true}},
		}}}},
	})
	grant.needs(capped, "boundary") == {"kms:Decrypt": ["arn:aws:kms:eu-west-1:444455556666:key/1"]}
	grant.needs(object.union(capped, {"bucket": {"key": {"managed_by_aws": true}}}), "boundary") == {}
	grant.part(capped, "boundary", {"s3:GetObject"}).edits[0].value.Statement == []
}

test_an_upload_is_granted_with_its_tags if {
	tagging := {"legs": {"s3:PutObjectTagging": {
		"meant_resources": ["arn:aws:s3:::b/*"],
		"layers": {"bucket_policy": {"silent": true}},
	}}}
	tagged := {"capabilities": {"write": {"meant": true, "tagging": tagging, "unreached": [{"legs": {"s3:PutObject": {
		"meant_resources": ["arn:aws:s3:::b/*"],
		"layers": {"bucket_policy": {"silent": true}},
	}}}]}}}
	grant.needs(tagged, "bucket_policy") == {
		"s3:PutObject": ["arn:aws:s3:::b/*"],
		"s3:PutObjectTagging": ["arn:aws:s3:::b/*"],
	}
	grant.needs(tagged, "identity") == {}
}
