# METADATA
# title: Private addresses beside public ones
# description: |
#   aws:SourceIp is the public address of a caller: the private ones among the
#   values match no request.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: PRIVATE_NOT_IP_ADDRESS_SUBSET
#   subject: document
#   remedy: move it to a condition on aws:VpcSourceIp
#   since: 0.2.0
package rules.conditions["some-private-not-addresses"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.some_private
	some value in test.values
	value.private
	test.negated
	message := sprintf("aws:SourceIp is never private: %s matches no request", [value.value])
}
