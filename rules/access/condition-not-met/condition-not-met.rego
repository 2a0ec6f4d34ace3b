# METADATA
# title: A condition keeps a statement from allowing what is meant
# description: |
#   The statement fits the request in everything but one condition.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: change the condition, or send what it asks for
#   since: 0.1.0
package rules.access["condition-not-met"]

import data.lib.finding
import data.lib.fix

findings contains found if {
	some missed, actions in kept
	message := sprintf("the condition does not admit %s: %s is %s", [finding.enumerated(actions), missed.name, missed.found])
	found := mended(finding.at(missed, message), missed)
}

# kept are the actions by the condition that keeps a statement from them.
kept[missed] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.condition
	not rejected(action, missed)
}

# A statement without the condition would do, but the condition is there for a
# reason that no input tells: only its values are proposed.
mended(found, missed) := finding.fixed(found, fix.first(repairs(missed))) if count(repairs(missed)) > 0

mended(found, missed) := found if count(repairs(missed)) == 0

repairs(missed) := array.concat(
	[fix.meant(sprintf("admit %s", [finding.enumerated(missed.meant_values)]), [fix.add(missed, missed.meant_values)]) |
		missed.meant_values
	],
	[fix.meant(sprintf("admit %s", [missed.present]), [fix.add(missed, missed.present)]) | missed.present],
)

# rejected is the case of acl-header-rejected.
rejected(action, missed) if {
	action in {"s3:PutObject", "s3:PutObjectAcl"}
	input.bucket.ownership.acls_off
	missed.key["s3:x-amz-acl"]
}
