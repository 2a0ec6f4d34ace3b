# METADATA
# title: The encryption key is not granted
# description: |
#   Objects under SSE-KMS need the key too: kms:Decrypt to read, kms:GenerateDataKey
#   to write. The policy of the key has to allow it, and across accounts the role's
#   own policies as well.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: allow the action in the key policy and in a policy of the role
#   since: 0.1.0
package rules.access["key-not-granted"]

import data.lib.finding
import data.lib.grant

findings contains grant.mended(finding.noted(finding.at(near, message), others), near, all, repair) if {
	some [layer, near], actions in lacking
	layer == "kms"
	message := sprintf("the key policy does not let the role use the key: %s", [concat(", ", actions)])
	all := actions | in_parts("kms", actions)
	repair := grant.in_key_policy(input, all)
}

findings contains grant.mended(finding.at(near, message), near, all, repair) if {
	some [layer, near], actions in lacking
	layer == "identity"
	message := sprintf("no policy of the role allows %s on the bucket's key", [concat(", ", actions)])
	all := actions | in_parts("identity", actions)
	some repair in repairs(all)
}

repairs(actions) := {grant.on_key(input, "identity", actions, resource) | some resource in resources} if {
	input.policies.identity
}

# A new policy grants everything that the role lacks.
repairs(_) := {grant.proposal(input, "identity")} if not input.policies.identity

# lacking are the actions by the layer that does not allow them and the element
# that comes nearest.
lacking[[layer, near]] contains action if {
	not input.bucket.key.managed_by_aws
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	some layer, state in key.layers
	state.silent
	some whole in documents[layer]
	some near in grant.nearest(state, whole)
	not near.principal # wrong-principal speaks of it
}

# others are statements that let other roles use the key.
others contains {"at": statement.at, "message": "this statement names others, not the role"} if {
	some capability in input.capabilities
	capability.meant
	some key in capability.keys
	some statement in key.layers.kms.others
}

documents.kms contains input.policies.key

documents.identity contains input.policies.identity

documents.identity contains input.role if not input.policies.identity

# in_parts are the actions that uploads in parts lack too: who lets the role write
# lets it write large objects.
in_parts(layer, actions) := {action |
	input.capabilities.write.meant
	some needed in actions
	input.capabilities.write.keys[needed]
	some action, key in input.capabilities.write.multipart.keys
	key.layers[layer].silent
}

resources contains key.resource if {
	some capability in input.capabilities
	some key in capability.keys
}
