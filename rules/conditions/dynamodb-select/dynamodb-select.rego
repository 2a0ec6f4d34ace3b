# METADATA
# title: Attributes of DynamoDB without dynamodb:Select
# description: |
#   A read that names no attributes returns the whole item, whatever
#   dynamodb:Attributes says, unless dynamodb:Select is demanded to be
#   SPECIFIC_ATTRIBUTES.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: DYNAMODB_ATTRIBUTES_WITHOUT_SELECT
#   subject: document
#   remedy: add StringEquals dynamodb:Select SPECIFIC_ATTRIBUTES
#   since: 0.2.0
package rules.conditions["dynamodb-select"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	statement.allow
	some test in statement.tests
	test.key.name["dynamodb:attributes"]
	not statement.keys["dynamodb:select"]
	message := "a read without attributes returns all of them: dynamodb:Select is not demanded"
}
