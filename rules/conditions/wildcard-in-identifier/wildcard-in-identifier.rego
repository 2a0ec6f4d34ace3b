# METADATA
# title: A wildcard where one thing is to be told apart
# description: |
#   The values of the key are made by AWS and tell one account, organization or
#   network from others: a wildcard takes in those of strangers.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: WILDCARD_USAGE_TOO_PERMISSIVE
#   subject: document
#   remedy: write the value in full
#   since: 0.2.0
package rules.conditions["wildcard-in-identifier"]

import data.lib.finding

# aws:userid is ID:NAME, of which the id tells principals apart.
findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.name["aws:userid"]
	test.wildcards
	some value in test.values
	value.open_user_id
	message := sprintf("%s takes in other principals: the id stands before the colon", [value.value])
}

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.sensitive
	test.wildcards
	some value in test.values
	value.wildcard
	value.value != "*"
	message := sprintf("%s takes in whatever begins like it: values of %s are made by AWS", [value.value, test.key.value])
}
