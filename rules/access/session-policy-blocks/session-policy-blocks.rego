# METADATA
# title: The session policy does not allow what is meant
# description: |
#   A session policy, passed when the role is assumed, caps what the role's
#   policies allow in that session: an action has to be allowed by both.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: allow the request in the session policy, or assume the role without one
#   since: 0.1.0
package rules.access["session-policy-blocks"]

import data.lib.finding
import data.lib.fix
import data.lib.grant
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(at, message), repair), narrow) if {
	some key, actions in lacking
	[at, narrow] := key
	names := finding.enumerated(actions)
	message := sprintf("the session policy does not allow %s", [names])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]) | at.path[_] == "Action"],
		[grant.part(input, "session", actions)],
	))
}

# lacking are the actions by the element of the policy that comes nearest.
lacking[[at, intent.on_purpose(leg.layers.session)]] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.session.silent
	some at in nearest(leg.layers.session)
}

lacking[[at, false]] contains action if {
	not input.bucket.key.managed_by_aws
	some capability in input.capabilities
	capability.meant
	not left_out(capability)
	some action, key in capability.keys
	key.layers.session.silent
	some at in nearest(key.layers.session)
}

# left_out is a capability that the session is not for.
left_out(capability) if {
	some unreached in capability.unreached
	some leg in unreached.legs
	leg.layers.session.in_part
}

nearest(layer) := {miss.at | some miss in layer.nearest} if layer.nearest

nearest(layer) := {input.policies.session.at} if not layer.nearest
