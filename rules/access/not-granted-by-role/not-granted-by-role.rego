# METADATA
# title: The role's policies do not grant what is meant
# description: |
#   The bucket's side speaks of the role, and no statement of the role's own
#   policies comes near.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: grant the action in a policy of the role
#   since: 0.1.0
package rules.access["not-granted-by-role"]

import data.lib.finding
import data.lib.grant

findings contains finding.fixed(finding.at(where, message), repair) if {
	count(lacking) > 0
	some where in places
	message := sprintf("no policy of the role allows %s on %s", [finding.enumerated(lacking), input.bucket.name])
	repair := grant.proposal(input, "identity")
}

lacking contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.identity.silent
	not leg.layers.identity.nearest
	not grant.denied_instead(input, leg, "identity")
}

places := {input.policies.identity}

places := {input.role} if not input.policies.identity
