# METADATA
# title: A partition that AWS does not have
# description: |
#   The partition of an ARN is aws, aws-cn, aws-us-gov or another of AWS's own.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_PARTITION
#   basis: inferred
#   subject: document
#   remedy: write the partition
#   since: 0.2.0
package rules.reference["arn-partition"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	unknown := entry.arn.unknown_partition
	message := sprintf("there is no partition %s%s", [unknown.value, said(unknown)])
}

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.arn.no_partition
	message := sprintf("%s names no partition", [entry.value])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
