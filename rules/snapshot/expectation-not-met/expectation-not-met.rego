# METADATA
# title: An expectation of the configuration does not hold
# description: |
#   The configuration says what a role can or cannot do in a bucket, and the
#   verdict is another. The findings of access/ say what stands in the way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: error
#   subject: snapshot
#   remedy: change the policies, or the expectation
#   since: 0.1.0
package rules.snapshot["expectation-not-met"]

import data.lib.finding

findings contains finding.at(expectation, message) if {
	some expectation in input.expectations
	expectation.can
	expectation.verdict
	not expectation.verdict.yes
	message := sprintf("%s cannot be relied on to %s in %s: %s%s", [
		expectation.role, expectation.capability, expectation.bucket,
		concat("", object.keys(expectation.verdict)), why(expectation),
	])
}

findings contains finding.at(expectation, message) if {
	some expectation in input.expectations
	expectation.cannot
	expectation.verdict
	not expectation.verdict.no
	message := sprintf("%s can %s in %s: %s%s", [
		expectation.role, expectation.capability, expectation.bucket,
		concat("", object.keys(expectation.verdict)), why(expectation),
	])
}

findings contains finding.at(expectation, message) if {
	some expectation in input.expectations
	expectation.capability
	message := sprintf("no input describes %s of this expectation", [expectation.not_described])
}

why(expectation) := sprintf(" (%s)", [expectation.because]) if expectation.because

why(expectation) := "" if not expectation.because
