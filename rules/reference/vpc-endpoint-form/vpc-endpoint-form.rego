# METADATA
# title: A value that is no VPC endpoint
# description: |
#   Requests carry values of another form in this key: a condition on this one is
#   never met.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_VPCE_FORMAT
#   subject: document
#   remedy: 'write the id of the endpoint: vpce- and 8 or 17 letters and digits'
#   since: 0.2.0
package rules.reference["vpc-endpoint-form"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	some value in test.values
	value.not_of_form.vpce
	message := sprintf("%s is not of the form that values of %s have", [value.value, test.key.value])
}
