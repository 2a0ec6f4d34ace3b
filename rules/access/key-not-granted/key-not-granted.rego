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
import data.lib.fix

findings contains finding.fixed(finding.at(input.policies.key, message), repair) if {
	actions := lacking("kms")
	message := sprintf("the key policy does not let the role use the key: %s", [concat(", ", actions)])
	statement := {
		"Effect": "Allow",
		"Principal": {"AWS": input.role.arn},
		"Action": lone(actions),
		"Resource": "*",
	}
	repair := fix.edits("let the role use the key", [fix.add(input.policies.key, {"Statement": [statement]})])
}

findings contains finding.fixed(finding.at(input.policies.identity, message), repair) if {
	actions := lacking("identity")
	message := sprintf("no policy of the role allows %s on the bucket's key", [concat(", ", actions)])
	some resource in resources
	statement := {"Effect": "Allow", "Action": lone(actions), "Resource": resource}
	repair := fix.edits("allow it on the key", [fix.add(input.policies.identity, {"Statement": [statement]})])
}

# lacking are the actions that a layer does not allow, in order.
lacking(layer) := sort(actions) if {
	not input.bucket.key.managed_by_aws
	actions := {action |
		some capability in input.capabilities
		capability.meant
		some action, key in capability.keys
		key.layers[layer].silent
	}
	count(actions) > 0
}

resources contains key.resource if {
	some capability in input.capabilities
	some key in capability.keys
}

lone(list) := list[0] if count(list) == 1

lone(list) := list if count(list) > 1
