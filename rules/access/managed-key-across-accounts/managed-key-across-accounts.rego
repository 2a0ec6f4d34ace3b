# METADATA
# title: The key aws/s3 keeps other accounts out
# description: |
#   Default encryption uses the AWS managed key aws/s3. Its policy admits the
#   principals of its own account alone and cannot be changed, so a role of another
#   account reads nothing of what is encrypted under it: no edit of a policy can
#   help.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: encrypt under a customer managed key, and copy the objects onto themselves to encrypt them anew
#   since: 0.1.0
package rules.access["managed-key-across-accounts"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(input.bucket.key, message), repair) if {
	input.cross_account
	input.bucket.key.managed_by_aws
	input.capabilities.read.meant
	some key in input.capabilities.read.keys
	key.layers.kms.silent
	message := "the objects are under aws/s3, which no other account can use: no edit can help"
	repair := fix.commands("encrypt under a customer managed key from now on", [sprintf(
		"aws s3api put-bucket-encryption --bucket %s --server-side-encryption-configuration '%s'",
		[
			input.bucket.name,
			`{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"KEY_ARN"},"BucketKeyEnabled":true}]}`,
		],
	)])
}
