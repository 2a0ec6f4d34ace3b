# METADATA
# title: A value that is no address
# description: |
#   IpAddress and NotIpAddress compare with addresses and networks in CIDR form. The
#   prefix of IPv4 is 0 to 32, that of IPv6 0 to 128.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: TYPE_MISMATCH_IP_RANGE
#   subject: document
#   remedy: write an address or a network
#   since: 0.2.0
package rules.conditions.address

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	test.family["IP address"]
	some value in test.values
	value.malformed
	not value.variable
	message := sprintf("%s is no address and no network (%s)", [value.value, test.operator])
}
