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
	not withheld
	message := sprintf("account %s owns what the role writes: %s", [input.role.account, reason])
	some place in places
	found := object.union(finding.at(place, message), {"related": notes})
	repair := fix.first(array.concat(
		[fix.meant("ask for bucket-owner-full-control", [fix.replace(asking.condition, "bucket-owner-full-control")]) |
			some asking in input.bucket.asks_for_acl
			not input.capabilities.write.acl["bucket-owner-full-control"]
		],
		[fix.put_settings("let the bucket's owner own every object", {"object_ownership": "BucketOwnerEnforced", "acl": "private"}, [
			sprintf("aws s3api put-bucket-acl --bucket %s --acl private", [input.bucket.name]),
			sprintf(
				"aws s3api put-bucket-ownership-controls --bucket %s --ownership-controls '%s'",
				[input.bucket.name, `{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}`],
			),
		])],
	))
}

# withheld is the case of owner-cannot-read.
withheld if {
	some acl in ["private", "aws-exec-read"]
	input.capabilities.write.acl[acl]
}

reason := sprintf("Object Ownership is %s", [input.bucket.ownership.setting]) if not input.bucket.ownership.unset

reason := "no Object Ownership is set" if input.bucket.ownership.unset

places := {input.bucket.ownership} if input.bucket.ownership.at

places := {input.policies.bucket_policy} if not input.bucket.ownership.at

notes := array.concat(array.concat(admitting, asking), nobody)

admitting := [{"at": statement.at, "message": "this statement allows uploads without x-amz-acl: bucket-owner-full-control"} |
	some statement in input.bucket.admits_uploads
]

asking := [{"at": statement.at, "message": "this statement does not make the header a condition of every upload"} |
	some statement in input.bucket.asks_for_acl
]

nobody := [{
	"at": input.policies.bucket_policy.at,
	"message": "no statement asks every upload for x-amz-acl: bucket-owner-full-control",
} |
	input.policies.bucket_policy
	not input.bucket.admits_uploads
	not input.bucket.asks_for_acl
]
