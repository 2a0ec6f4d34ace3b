# METADATA
# title: No policy of a side allows an action that is meant
# description: |
#   A policy that names both the role and the bucket speaks of a capability, and
#   one side allows its action nowhere, although one of its statements fits the
#   request in everything else.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: add the action to the statement
#   since: 0.1.0
package rules.access["missing-action"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.noted(finding.at(at, message), notes), repair) if {
	some key, actions in lacking
	[layer, policy, at] := key
	names := concat(" and ", actions)
	message := sprintf("%s lacks %s", [policy, names])
	notes := {object.remove(note, ["layer"]) | some note in denies; note.layer == layer}
	repair := fix.first([
		fix.edits(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]),
		grant.proposal(input, layer),
	])
}

# lacking are the actions by the Action element that comes nearest.
lacking[key] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	miss := leg.layers[layer].nearest.action
	key := [layer, miss.policy, miss.at]
}

# denies are statements that stop the same actions in other cases.
denies contains {"at": denied.at, "message": message, "layer": layer} if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	leg.layers[layer].nearest.action
	some denied in leg.other_denies
	message := sprintf("this statement denies %s under a condition", [action])
}
