# METADATA
# title: An access control list lets in anybody
# description: |
#   The bucket's access control list grants something to everybody, or to everybody with an
#   AWS account, and neither Object Ownership nor IgnorePublicAcls is known to switch it off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
# schemas:
#   - input: schema.bucket
# custom:
#   severity: security-warning
#   subject: bucket
#   remedy: make the list private, and let a bucket policy say who gets in
#   since: 0.2.0
package rules.settings["public-acl"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(input.acl, message), repair) if {
	permissions := sort(object.keys(input.acl.public.permissions))
	message := sprintf("the access control list grants %s to anybody%s", [concat(", ", permissions), unless])
	repair := fix.unsafe(fix.put_settings("make the list private", {"acl": "private"}, [sprintf(
		"aws s3api put-bucket-acl --bucket %s --acl private",
		[input.name],
	)]))
}

unless := ", unless Object Ownership or IgnorePublicAcls switches it off (not exported)" if input.acl.public.open

unless := "" if not input.acl.public.open
