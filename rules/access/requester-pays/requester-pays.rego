# METADATA
# title: The bucket serves other accounts only if they pay
# description: |
#   The bucket is a Requester Pays bucket. A request of another account fails with
#   403 unless it carries the header x-amz-request-payer: requester, whatever the
#   policies allow.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: send x-amz-request-payer requester with every request
#   since: 0.1.0
package rules.access["requester-pays"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(input.bucket.requester_pays, message), repair) if {
	input.cross_account
	some capability in input.capabilities
	capability.meant
	capability.refused.unpaid
	message := "requests of other accounts fail without x-amz-request-payer: requester"
	repair := fix.put_settings("agree to pay with every request, or let the bucket's owner pay", {"payer": "BucketOwner"}, [
		sprintf("aws s3 cp --request-payer requester s3://%s/KEY .", [input.bucket.name]),
		sprintf(
			"aws s3api put-bucket-request-payment --bucket %s --request-payment-configuration Payer=BucketOwner",
			[input.bucket.name],
		),
	])
}
