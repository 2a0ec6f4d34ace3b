# METADATA
# title: Only private addresses, which no request from the internet has
# description: |
#   aws:SourceIp is the public address of a caller. A request through a VPC endpoint
#   does not carry it at all: aws:VpcSourceIp has the private one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: PRIVATE_IP_ADDRESS
#   subject: document
#   remedy: use aws:VpcSourceIp with aws:SourceVpc, or public addresses
#   since: 0.2.0
package rules.conditions["private-address"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.name["aws:sourceip"]
	test.all_private
	not test.negated
	message := "aws:SourceIp is never private: the condition is never met"
}
