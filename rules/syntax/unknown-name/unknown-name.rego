# METADATA
# title: An element that the policy language does not know
# description: |
#   Names of elements are case-sensitive, and IAM refuses a policy with a name
#   that it does not know.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_POLICY_ELEMENT
#   subject: document
#   remedy: use an element of the policy language
#   since: 0.1.0
package rules.syntax["unknown-name"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["unknown-element"]
	message := sprintf("the policy language has no element %s here", [problem.found])
}
