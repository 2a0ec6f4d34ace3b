# METADATA
# title: A resource control policy stops what is meant
# description: |
#   Resource control policies guard the resources of an organization's accounts
#   against every caller: what one of them denies for the bucket's account is
#   denied. Whoever manages the organization changes them; no edit of the role's
#   or the bucket's policies can help.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: change the resource control policy; no edit of the role or the bucket can help
#   since: 0.1.0
package rules.access["rcp-blocks"]

import data.lib.denial
import data.lib.finding
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(denied, message), denial.repair(input, denied)), narrow) if {
	some denied, actions in stopped
	narrow := intent.on_purpose(denied)
	message := sprintf("%s, attached to %s, denies %s", [denied.policy, denied.at_level, finding.enumerated(actions)])
}

# stopped are the actions by the statement that denies them.
stopped[denied] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.denies
	denied.at_level
	denied.layer == "rcp"
}

stopped[denied] contains action if {
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	some denied in key.denies
	denied.at_level
	denied.layer == "rcp"
}
