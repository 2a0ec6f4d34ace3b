# METADATA
# title: A Region that AWS does not have
# description: |
#   The Region of an ARN is one of AWS's, or a name that a new one could have.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ARN_REGION
#   basis: inferred
#   subject: document
#   remedy: write the Region
#   since: 0.2.0
package rules.reference["arn-region"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	unknown := entry.arn.unknown_region
	message := sprintf("there is no Region %s%s", [unknown.value, said(unknown)])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
