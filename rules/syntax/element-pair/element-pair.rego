# METADATA
# title: An element stands beside its opposite
# description: |
#   A statement has Action or NotAction, Resource or NotResource, Principal or
#   NotPrincipal, not both.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_ELEMENT_COMBINATION
#   subject: document
#   remedy: keep one of the two
#   since: 0.1.0
package rules.syntax["element-pair"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["exclusive-elements"]
	message := sprintf("%s stands beside %s", [problem.found, problem.wanted])
}
