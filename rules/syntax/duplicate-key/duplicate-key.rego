# METADATA
# title: A name occurs twice in one object
# description: |
#   IAM refuses a policy in which a name occurs twice, and JSON readers differ
#   in which of the two they take.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: keep one of them
#   since: 0.1.0
package rules.syntax["duplicate-key"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["repeated-key"]
	message := sprintf("%s occurs twice in one object", [problem.found])
}
