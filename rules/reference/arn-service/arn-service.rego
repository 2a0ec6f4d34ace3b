# METADATA
# title: A service that AWS does not have, in an ARN
# description: |
#   No service has ARNs of this name.
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
	message := sprintf("there is no service %s%s", [unknown.value, said(unknown)])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
