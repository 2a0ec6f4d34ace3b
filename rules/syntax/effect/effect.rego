# METADATA
# title: An Effect that is neither Allow nor Deny
# description: |
#   Effect is Allow or Deny, spelt exactly so.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_EFFECT
#   subject: document
#   remedy: write Allow or Deny
#   since: 0.1.0
package rules.syntax.effect

import data.lib.finding
import data.lib.fix

findings contains finding.at(problem, message) if {
	some problem in input.problems["effect-value"]
	not problem.nearest
	message := sprintf("the effect is %s", [problem.found])
}

findings contains finding.fixed(finding.at(problem, message), repair) if {
	some problem in input.problems["effect-value"]
	problem.nearest
	message := sprintf("the effect is %s", [problem.found])
	repair := fix.edits(sprintf("write %s", [problem.nearest]), [fix.replace(problem, problem.nearest)])
}
