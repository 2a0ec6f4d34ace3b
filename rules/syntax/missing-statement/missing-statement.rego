# METADATA
# title: A policy without Statement
# description: |
#   A policy has a Statement.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_STATEMENT
#   subject: document
#   remedy: add Statement
#   since: 0.1.0
package rules.syntax["missing-statement"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-statement"]
	not problem.found
	message := "the policy has no Statement"
}

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-statement"]
	message := sprintf("the policy is %s alone, without Version and Statement around it", [problem.found])
}
