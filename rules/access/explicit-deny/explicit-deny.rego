# METADATA
# title: A deny statement stops what is meant
# description: |
#   An explicit deny in any policy on the way wins over every allow.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# custom:
#   severity: error
#   subject: access
#   remedy: take the request out of the deny statement
#   since: 0.1.0
package rules.access["explicit-deny"]

import data.lib.finding

findings contains finding.at(denied, message) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	some denied in leg.denies
	message := sprintf("%s denies %s explicitly", [denied.policy, action])
}
