# METADATA
# title: An action without its service
# description: |
#   An action is the prefix of a service, a colon and a name, or * alone: IAM takes
#   nothing else.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: write the service before the action, as in s3:GetObject
#   since: 0.2.0
package rules.syntax["action-prefix"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.action.entries
	entry.no_prefix
	message := sprintf("%q names no service: an action is SERVICE:NAME", [entry.value])
}
