# METADATA
# title: The bucket's owner will not own what the role writes
# description: |
#   A role of another account writes to a bucket on which ACLs are in force, and
#   no policy makes the header x-amz-acl: bucket-owner-full-control a condition
#   of every upload. What is written without it belongs to the writer's account,
#   and the bucket's owner cannot read it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: enforce bucket owner ownership
#   since: 0.1.0
package rules.access["missing-bucket-owner-full-control"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(found, repair) if {
	input.cross_account
	input.bucket.ownership.acls_in_force
	input.capabilities.write.meant
	input.capabilities.write.uploads_without_acl
	message := sprintf("account %s owns what the role writes: Object Ownership is %s", [
		input.role.account,
		input.bucket.ownership.setting,
	])
	some place in places
	found := object.union(finding.at(place, message), {"related": notes})
	repair := fix.first(array.concat(
		[fix.edits("ask for bucket-owner-full-control", [fix.replace(asking.condition, "bucket-owner-full-control")]) |
			some asking in input.bucket.asks_for_acl
			not input.capabilities.write.acl["bucket-owner-full-control"]
		],
		[fix.commands("let the bucket's owner own every object", [
			sprintf("aws s3api put-bucket-acl --bucket %s --acl private", [input.bucket.name]),
			sprintf(
				"aws s3api put-bucket-ownership-controls --bucket %s --ownership-controls '%s'",
				[input.bucket.name, `{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}`],
			),
		])],
	))
}

places := {input.bucket.ownership} if input.bucket.ownership.at

places := {input.policies.bucket_policy} if not input.bucket.ownership.at

notes := [{"at": asking.at, "message": "this statement does not make the header a condition of every upload"} |
	some asking in input.bucket.asks_for_acl
] if {
	input.bucket.asks_for_acl
}

notes := [{
	"at": input.policies.bucket_policy.at,
	"message": "no statement makes the header x-amz-acl: bucket-owner-full-control a condition of every upload",
}] if {
	not input.bucket.asks_for_acl
	input.policies.bucket_policy
}

notes := [] if {
	not input.bucket.asks_for_acl
	not input.policies.bucket_policy
}
