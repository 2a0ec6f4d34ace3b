# METADATA
# title: A condition keeps a statement from allowing what is meant
# description: |
#   The statement fits the request in everything but one condition.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
# custom:
#   severity: error
#   subject: access
#   remedy: change the condition, or send what it asks for
#   since: 0.1.0
package rules.access["condition-not-met"]

import data.lib.finding

findings contains finding.at(missed, message) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	some layer in leg.layers
	missed := layer.nearest.condition
	message := sprintf("%s asks for %s, the request has %s", [action, missed.wanted, missed.found])
}
