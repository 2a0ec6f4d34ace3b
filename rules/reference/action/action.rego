# METADATA
# title: An action that AWS does not have
# description: |
#   The name grants and denies nothing. It may be misspelt, the name of an API
#   operation that needs another action, or newer than the reference data of this
#   tool (crossgrant version).
# related_resources:
#   - ref: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: INVALID_ACTION
#   subject: document
#   against: service reference
#   remedy: name an action of the service
#   yields: access/missing-action
#   since: 0.1.0
package rules.reference.action

import data.lib.finding

findings contains finding.graded(finding.at(action, message), unlike(action)) if {
	some action in input.unknown.actions
	not action.operation_of
	message := sprintf("there is no action %s%s", [action.value, said(action)])
}

findings contains finding.at(action, message) if {
	some action in input.unknown.actions
	message := sprintf("%s is no action: the operation needs %s", [action.value, finding.enumerated(action.operation_of)])
}

# unlike are names that read like no action: they may be newer than the reference, or
# of a service that is no more.
unlike(action) if not action.nearest

unlike(action) := false if action.nearest

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
