# METADATA
# title: An action that AWS does not have
# description: |
#   The name grants and denies nothing. It is misspelt, or the name of an API
#   operation that needs another action: an error. Where it may be newer than the
#   reference data of this tool (crossgrant version), or of a service that is no
#   more, it is a warning.
# related_resources:
#   - ref: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ACTION
#   subject: document
#   against: service reference
#   remedy: name an action of the service
#   yields: access/missing-action
#   since: 0.1.0
package rules.reference.action

import data.lib.finding

findings contains finding.at(action, message) if {
	some action in input.unknown.actions
	not action.operation_of
	wrong(action)
	message := sprintf("there is no action %s%s", [action.value, said(action)])
}

findings contains finding.capped(finding.at(action, message), "warning") if {
	some action in input.unknown.actions
	not action.operation_of
	not wrong(action)
	message := sprintf("there is no action %s in the reference data%s", [action.value, said(action)])
}

findings contains finding.at(action, message) if {
	some action in input.unknown.actions
	message := sprintf("%s is no action: the operation needs %s", [action.value, finding.enumerated(action.operation_of)])
}

# wrong holds of names that no reference will have: with characters that names do not
# have, or one letter off another action.
wrong(action) if action.no_name

wrong(action) if action.slip

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
