# METADATA
# title: A policy without Version
# description: |
#   Without Version the policy language of 2008 holds, in which policy
#   variables are plain text.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   code: MISSING_VERSION
#   subject: document
#   remedy: add Version 2012-10-17
#   since: 0.1.0
package rules.syntax["missing-version"]

import data.lib.finding
import data.lib.fix

# AWS's own default policy of an endpoint has no Version.
unwritten if input.type == "endpoint"

findings contains finding.fixed(finding.at(problem, message), repair) if {
	some problem in input.problems["no-version"]
	not unwritten
	message := "the policy has no Version"
	repair := fix.edits("add the Version", [fix.add(problem, {"Version": "2012-10-17"})])
}
