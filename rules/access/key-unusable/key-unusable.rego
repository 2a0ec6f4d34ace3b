# METADATA
# title: The key of default encryption cannot be used
# description: |
#   The KMS key that default encryption names is disabled, waits for its deletion or is
#   in another Region than the bucket. Every request that needs it fails, whatever the
#   policies say.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: enable the key, cancel its deletion, or name a key in the bucket's Region
#   since: 0.2.0
package rules.access["key-unusable"]

import data.lib.finding

findings contains finding.at(input.bucket.key, message) if {
	unusable := input.bucket.key.unusable
	needed
	message := sprintf("default encryption needs %s: found %s", [unusable.wanted, unusable.found])
}

# needed holds where a meant capability asks for the key.
needed if {
	some capability in input.capabilities
	capability.meant
	some _ in capability.keys
}
