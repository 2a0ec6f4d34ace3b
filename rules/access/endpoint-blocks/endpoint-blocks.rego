# METADATA
# title: The policy of the VPC endpoint stops what is meant
# description: |
#   A request through a VPC endpoint has to be allowed by the endpoint's policy
#   too. The endpoint is the one that is asked about, or the one that a condition
#   of the pair's policies demands. Where a condition demands a VPC and no endpoint
#   of it that is known lets the requests through, that is a warning.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: allow the request in the endpoint's policy
#   since: 0.1.0
package rules.access["endpoint-blocks"]

import data.lib.denial
import data.lib.finding
import data.lib.fix
import data.lib.grant
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(at, message), repair), narrow) if {
	some key, actions in lacking
	[at, narrow] := key
	names := finding.enumerated(actions)
	message := sprintf("%s does not allow %s", [input.policies.vpc_endpoint.policy, names])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]) | at.path[_] == "Action"],
		[grant.proposal(input, "vpc_endpoint")],
	))
}

# lacking are the actions by the element of the policy that comes nearest.
lacking[[at, intent.on_purpose(leg.layers.vpc_endpoint)]] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.vpc_endpoint.silent
	some at in nearest(leg.layers.vpc_endpoint)
}

nearest(layer) := {miss.at | some miss in layer.nearest} if layer.nearest

nearest(layer) := {input.policies.vpc_endpoint.at} if not layer.nearest

findings contains finding.graded(finding.fixed(finding.at(denied, message), denial.repair(input, denied)), narrow) if {
	some denied, actions in stopped
	narrow := intent.on_purpose(denied)
	message := sprintf("%s denies %s explicitly", [denied.policy, finding.enumerated(actions)])
}

# stopped are the actions by the statement that denies them.
stopped[denied] contains action if {
	input.policies.vpc_endpoint
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.denies
	denied.layer == "vpc_endpoint"
}

# What a condition lets in from a VPC comes through an endpoint of it.
findings contains finding.capped(finding.at(policy, message), "warning") if {
	some policy, capabilities in stopped_in_vpc
	message := sprintf("%s stops %s from %s, which a condition demands", [policy.policy, finding.enumerated(capabilities), policy.vpc])
}

stopped_in_vpc[policy] contains name if {
	some name, capability in input.capabilities
	capability.meant
	some policy in capability.stopped_by
}
