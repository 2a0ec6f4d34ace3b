# METADATA
# title: Block Public Access is off
# description: |
#   Neither the bucket nor its account has every setting of Block Public Access on, so
#   that one statement or one access control list can make the data public.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.bucket
# custom:
#   severity: warning
#   subject: bucket
#   remedy: turn all four settings on, unless the bucket is meant to be public
#   since: 0.1.0
package rules.settings["block-public-access-off"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(input.block_public_access, message), repair) if {
	off := sort(object.keys(input.block_public_access.off))
	message := sprintf("bucket and account leave Block Public Access off: %s", [concat(", ", off)])
	repair := fix.unsafe(fix.put_settings("turn all four settings on", {"block_public_access": "all"}, [sprintf(
		"aws s3api put-public-access-block --bucket %s --public-access-block-configuration %s",
		[
			input.name,
			"BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
		],
	)]))
}
