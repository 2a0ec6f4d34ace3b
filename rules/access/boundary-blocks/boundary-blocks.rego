# METADATA
# title: The permissions boundary does not allow what is meant
# description: |
#   A permissions boundary caps what the role's policies allow: an action has
#   to be allowed by both.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
# custom:
#   severity: error
#   subject: access
#   remedy: allow the request in the permissions boundary
#   since: 0.1.0
package rules.access["boundary-blocks"]

import data.lib.finding

findings contains finding.at(missed, message) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	leg.layers.boundary.silent
	some missed in leg.layers.boundary.nearest
	message := sprintf("the permissions boundary allows no %s", [action])
}
