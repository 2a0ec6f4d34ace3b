# METADATA
# title: An unknown Version of the policy language
# description: |
#   The policy language has the versions 2012-10-17 and 2008-10-17.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_VERSION
#   subject: document
#   remedy: write 2012-10-17
#   since: 0.1.0
package rules.syntax.version

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(problem, message), repair) if {
	some problem in input.problems["version-value"]
	message := sprintf("the version is %s", [problem.found])
	repair := fix.edits("write the current version", [fix.replace(problem, "2012-10-17")])
}
