# METADATA
# title: No policy of a side allows an action that is meant
# description: |
#   A policy that names both the role and the bucket speaks of a capability, and
#   one layer on the way allows its action nowhere, although one of its
#   statements fits the request in everything else.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
# custom:
#   severity: error
#   subject: access
#   remedy: add the action to the statement
#   since: 0.1.0
package rules.access["missing-action"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(miss, message), repair) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	some layer in leg.layers
	miss := layer.nearest.action
	message := sprintf("%s lacks %s", [miss.policy, action])
	repair := fix.edits(sprintf("add %s", [action]), [fix.add(miss, action)])
}
