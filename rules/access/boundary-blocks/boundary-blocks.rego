# METADATA
# title: The permissions boundary does not allow what is meant
# description: |
#   A permissions boundary caps what the role's policies allow: an action has
#   to be allowed by both. Where objects are encrypted under a KMS key that is
#   one on the key too, which a boundary that lists S3 alone does not allow.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: allow the request in the permissions boundary
#   since: 0.1.0
package rules.access["boundary-blocks"]

import data.lib.finding
import data.lib.fix
import data.lib.grant
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(at, message), repair), narrow) if {
	some key, actions in blocked
	[at, narrow] := key
	names := finding.enumerated(actions)
	message := sprintf("the permissions boundary does not allow %s", [names])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]) | at.path[_] == "Action"],
		[grant.part(input, "boundary", actions)],
	))
}

# blocked are the actions by the element of the boundary that comes nearest.
blocked[[at, intent.on_purpose(leg.layers.boundary)]] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.boundary.silent
	some at in nearest(leg.layers.boundary)
}

blocked[[at, false]] contains action if {
	not input.bucket.key.managed_by_aws
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	key.layers.boundary.silent
	some at in nearest(key.layers.boundary)
}

nearest(layer) := {miss.at | some miss in layer.nearest} if layer.nearest

nearest(layer) := {input.boundary.at} if not layer.nearest
