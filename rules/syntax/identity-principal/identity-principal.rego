# METADATA
# title: A Principal in an identity policy
# description: |
#   Whom an identity policy is about is who it is attached to.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_PRINCIPAL
#   subject: document
#   remedy: remove the element
#   since: 0.1.0
package rules.syntax["identity-principal"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["misplaced-principal"]
	message := sprintf("the policy type has no %s", [problem.found])
}
