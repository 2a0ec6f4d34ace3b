# METADATA
# title: StringLike on a key that holds an ARN
# description: |
#   ArnLike compares an ARN part by part, so that a wildcard in one part does not
#   reach into the next. StringLike compares the whole text.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS
#   subject: document
#   remedy: use ArnLike
#   since: 0.2.0
package rules.conditions["string-like-on-arn"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.base.StringLike
	test.key.type.ARN
	message := sprintf("%s holds an ARN, and a wildcard under %s reaches across its parts", [test.key.value, test.operator])
}
