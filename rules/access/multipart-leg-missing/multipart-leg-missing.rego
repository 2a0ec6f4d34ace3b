# METADATA
# title: Large uploads fail for want of kms:Decrypt
# description: |
#   An upload in parts needs kms:Decrypt on the key beside kms:GenerateDataKey:
#   UploadPart and CompleteMultipartUpload read what was written before. The AWS
#   CLI and the SDKs upload in parts from 8 or 16 MB on, so small objects get
#   through and large ones fail. s3:AbortMultipartUpload need not be allowed:
#   S3 lets whoever began an upload abort it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
# schemas:
#   - input: schema.access
# custom:
#   severity: warning
#   subject: access
#   remedy: let the role use kms:Decrypt wherever it may use kms:GenerateDataKey
#   since: 0.1.0
package rules.access["multipart-leg-missing"]

import data.lib.finding
import data.lib.grant

findings contains grant.mended(finding.at(near, message), near, {action}, repair) if {
	some action, key in lacking
	key.layers.kms.silent
	some near in grant.nearest(key.layers.kms, input.policies.key)
	message := sprintf("multipart uploads need %s, which the key policy does not allow", [action])
	repair := grant.in_key_policy(input, {action})
}

findings contains grant.mended(finding.at(near, message), near, {action}, repair) if {
	some action, key in lacking
	some layer in ["identity", "boundary"]
	key.layers[layer].silent
	some whole in documents[layer]
	some near in grant.nearest(key.layers[layer], whole)
	message := sprintf("multipart uploads need %s, which %s", [action, fails[layer]])
	repair := grant.on_key(input, layer, {action}, key.resource)
}

findings contains finding.at(denied, message) if {
	some action, key in lacking
	some denied in key.denies
	message := sprintf("multipart uploads need %s, which %s denies", [action, denied.policy])
}

fails := {
	"identity": "no policy of the role allows",
	"boundary": "the permissions boundary does not allow",
}

documents.kms contains input.policies.key

documents.boundary contains input.boundary

documents.identity contains input.policies.identity

documents.identity contains input.role if not input.policies.identity

# lacking are the actions that only uploads in parts lack.
lacking[action] := key if {
	input.capabilities.write.meant
	some verdict in ["yes", "partly", "conditional"]
	input.capabilities.write.verdict[verdict]
	some action, key in input.capabilities.write.multipart.keys
	not told(action)
}

# told are the actions of which other rules speak, since something else needs them.
told(action) if {
	some capability in input.capabilities
	capability.meant
	some layer in capability.keys[action].layers
	layer.silent
}

told(action) if {
	some capability in input.capabilities
	capability.meant
	count(capability.keys[action].denies) > 0
}
