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
	some key, all in lacking
	[layer, policy, at] := key
	actions := {action | some action in all; not mistaken[[at, action]]}
	count(actions) > 0
	names := finding.enumerated(actions)
	message := sprintf("%s lacks %s", [policy, names])
	notes := {object.remove(note, ["layer"]) | some note in denies; note.layer == layer}
	repair := fix.first([
		fix.meant(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]),
		grant.part(input, layer, actions),
	])
}

findings contains finding.fixed(finding.at(operation, message), repair) if {
	some operation, actions in meant
	message := sprintf("%s is no action: %s", [operation.value, asked(operation, actions)])
	repair := fix.meant("name the action", [fix.replace(operation, action) | some action in actions])
}

asked(operation, actions) := sprintf("the operation asks for %s", [finding.enumerated(actions)]) if not operation.misspelt

asked(operation, actions) := sprintf("%s is meant", [finding.enumerated(actions)]) if operation.misspelt

# mistaken are the names in the Action element that comes nearest which stand for an
# action: operations that ask for it, or its own name with a slip.
mistaken[[miss.at, action]] contains operation if {
	some [action, _, miss] in misses
	some operation in miss.operations
}

# meant are the actions by the name that stands for them.
meant[operation] contains action if {
	some [_, action], operations in mistaken
	some operation in operations
}

# lacking are the actions by the Action element that comes nearest.
lacking[key] contains action if {
	some [action, layer, miss] in misses
	key := [layer, miss.policy, miss.at]
}

misses contains [action, layer, miss] if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	not needless(action, unreached.legs)
	some layer in ["identity", "bucket_policy"]
	miss := leg.layers[layer].nearest.action
}

# needless is s3:PutObjectAcl where an upload shall carry an ACL that the bucket
# rejects: acl-header-rejected speaks of it.
needless("s3:PutObjectAcl", legs) if {
	input.bucket.ownership.acls_off
	some leg in legs
	asks(leg)
}

asks(leg) if {
	some layer in leg.layers
	layer.nearest.condition.key["s3:x-amz-acl"]
}

asks(leg) if {
	some denied in leg.denies
	denied.conditions["s3:x-amz-acl"]
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
