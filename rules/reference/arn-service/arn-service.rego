# METADATA
# title: A service that AWS does not have, in an ARN
# description: |
#   No service has ARNs of this name, or none is named. A name that is like no other
#   may be newer than the reference data of this tool: a warning.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_SERVICE
#   subject: document
#   against: service reference
#   remedy: write the service
#   since: 0.2.0
package rules.reference["arn-service"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	unknown := entry.arn.unknown_service
	wrong(unknown)
	message := sprintf("there is no service %s%s", [unknown.value, said(unknown)])
}

findings contains finding.capped(finding.at(entry, message), "warning") if {
	some statement in input.statements
	some entry in statement.resource.entries
	unknown := entry.arn.unknown_service
	not wrong(unknown)
	message := sprintf("there is no service %s in the reference data", [unknown.value])
}

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.no_service
	message := sprintf("%s names no service", [entry.value])
}

wrong(unknown) if unknown.nearest

wrong(unknown) if unknown.no_name

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
