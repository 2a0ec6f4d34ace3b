# METADATA
# title: A policy asks for an ACL that the bucket rejects
# description: |
#   With Object Ownership BucketOwnerEnforced ACLs are off: an upload with any
#   ACL but bucket-owner-full-control fails with AccessControlListNotSupported.
#   A policy that asks for another ACL can never be met.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: ask for bucket-owner-full-control, or for no ACL
#   since: 0.1.0
package rules.access["acl-header-rejected"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(found, repair) if {
	input.bucket.ownership.acls_off
	input.capabilities.write.meant
	input.capabilities.write.unreached
	some condition in asked
	message := "the policy asks for an ACL that the bucket rejects: ACLs are off"
	found := finding.related(
		finding.at(condition, message), input.bucket.ownership,
		sprintf("Object Ownership is %s", [input.bucket.ownership.setting]),
	)
	repair := fix.first([
		fix.meant("drop the condition", [fix.remove(condition)]),
		fix.meant("ask for bucket-owner-full-control", [fix.replace(condition, "bucket-owner-full-control")]),
	])
}

asked contains condition if {
	some leg in input.capabilities.write.legs
	some layer in leg.layers
	condition := layer.nearest.condition
	condition.key["s3:x-amz-acl"]
}

asked contains condition if {
	some leg in input.capabilities.write.legs
	some denied in leg.denies
	condition := denied.conditions["s3:x-amz-acl"]
}
