# METADATA
# title: Uploads have to ask for encryption, and plain ones do not
# description: |
#   A policy lets uploads in only with a header about encryption. What the bucket
#   encrypts by default sets no header: aws s3 cp without --sse, and SDKs without
#   ServerSideEncryption, are denied.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html
# schemas:
#   - input: schema.access
# custom:
#   severity: warning
#   subject: access
#   remedy: send the header with a value that the condition takes, or drop the condition and leave it to default encryption
#   since: 0.1.0
package rules.access["encryption-header-needed"]

import data.lib.finding

findings contains finding.at(condition, message) if {
	input.capabilities.write.meant
	some leg in input.capabilities.write.unencrypted.legs
	some denied in leg.denies
	some key, header in headers
	condition := denied.conditions[key]
	message := sprintf("%s denies uploads without the header %s; default encryption does not set it", [denied.policy, header])
}

findings contains finding.at(missed, message) if {
	input.capabilities.write.meant
	some leg in input.capabilities.write.unencrypted.legs
	some layer in leg.layers
	missed := layer.nearest.condition
	some key, header in headers
	missed.key[key]
	message := sprintf("%s allows no upload without the header %s; default encryption does not set it", [missed.policy, header])
}

headers := {
	"s3:x-amz-server-side-encryption": "x-amz-server-side-encryption",
	"s3:x-amz-server-side-encryption-aws-kms-key-id": "x-amz-server-side-encryption-aws-kms-key-id",
	"s3:x-amz-server-side-encryption-customer-algorithm": "x-amz-server-side-encryption-customer-algorithm",
}
