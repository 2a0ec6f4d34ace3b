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
import data.lib.fix

findings contains finding.at(action, message) if {
	some action in input.unknown.actions
	not action.operation_of
	not action.slip
	action.no_name
	message := sprintf("there is no action %s%s", [action.value, said(action)])
}

# One letter off another action no reference will have one.
findings contains finding.fixed(finding.at(action, message), repair) if {
	some action in input.unknown.actions
	not action.operation_of
	action.slip
	message := sprintf("there is no action %s%s", [action.value, said(action)])
	repair := instead(action, action.nearest)
}

findings contains finding.capped(finding.at(action, message), "warning") if {
	some action in input.unknown.actions
	not action.operation_of
	not action.slip
	not action.no_name
	message := sprintf("there is no action %s in the reference data%s", [action.value, said(action)])
}

findings contains finding.at(action, message) if {
	some action in input.unknown.actions
	count(action.operation_of) > 1
	message := sprintf("%s is no action: the operation needs %s", [action.value, finding.enumerated(action.operation_of)])
}

findings contains finding.fixed(finding.at(action, message), repair) if {
	some action in input.unknown.actions
	count(action.operation_of) == 1
	some meant in action.operation_of
	message := sprintf("%s is no action: the operation needs %s", [action.value, meant])
	repair := instead(action, meant)
}

instead(action, meant) := fix.edits(sprintf("name %s", [meant]), [fix.replace(action, meant)]) if {
	not action.beside
}

instead(action, _) := fix.edits(sprintf("remove %s", [action.value]), [fix.remove(action)]) if {
	action.beside
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
