# METADATA
# title: A Resource that is no ARN
# description: |
#   A Resource is *, or an ARN: it begins with arn:.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_ARN_PREFIX
#   subject: document
#   remedy: write the ARN
#   since: 0.2.0
package rules.syntax["arn-prefix"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.no_arn
	message := sprintf("%s is no ARN: it does not begin with arn:", [named(entry.value)])
}

named("") := "an empty text"

named(value) := value if value != ""
