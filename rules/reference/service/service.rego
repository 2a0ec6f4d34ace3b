# METADATA
# title: A service that AWS does not have
# description: |
#   The prefix before the colon names no service: the action is none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_SERVICE_IN_ACTION
#   subject: document
#   against: service reference
#   remedy: write the prefix of the service
#   yields: access/missing-action
#   since: 0.2.0
package rules.reference.service

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.action.entries
	unknown := entry.unknown_service
	unknown.nearest
	message := sprintf("there is no service %s; did you mean %s?", [unknown.value, unknown.nearest])
}

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.action.entries
	unknown := entry.unknown_service
	unknown.no_name
	not unknown.nearest
	message := sprintf("%q can be no service: it has other characters than letters, digits and hyphens", [unknown.value])
}

# A name that is like no other may be newer than the reference, or of a service that is
# no more.
findings contains finding.capped(finding.at(entry, message), "warning") if {
	some statement in input.statements
	some entry in statement.action.entries
	unknown := entry.unknown_service
	not unknown.nearest
	not unknown.no_name
	message := sprintf("there is no service %s in the reference data", [unknown.value])
}
