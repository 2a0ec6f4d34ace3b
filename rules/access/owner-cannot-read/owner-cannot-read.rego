# METADATA
# title: The bucket's owner cannot read what the role writes
# description: |
#   ACLs are in force, and the policies let the role write only with an ACL that
#   gives the bucket's owner nothing. The objects belong to the writer's
#   account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: ask for bucket-owner-full-control
#   since: 0.1.0
package rules.access["owner-cannot-read"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(asking.condition, message), repair) if {
	input.cross_account
	input.bucket.ownership.acls_in_force
	input.capabilities.write.meant
	some acl in withholding
	input.capabilities.write.acl[acl]
	some asking in input.bucket.asks_for_acl
	message := sprintf("the role writes only with the ACL %s, which gives the bucket's owner nothing", [acl])
	repair := fix.meant(
		"ask for bucket-owner-full-control",
		[fix.replace(asking.condition, "bucket-owner-full-control")],
	)
}

withholding := {"private", "aws-exec-read"}
