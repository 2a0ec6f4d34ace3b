# METADATA
# title: A Sid occurs twice in an IAM policy
# description: |
#   IAM demands that each Sid of a policy is unique.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNIQUE_SIDS_REQUIRED
#   basis: inferred
#   subject: document
#   remedy: give each statement a Sid of its own
#   since: 0.2.0
package rules.syntax["sid-not-unique"]

import data.lib.finding

findings contains finding.related(finding.at(statement.sid, message), statement.sid.same_as, "the first of them") if {
	input.type in {"identity", "trust", "scp", "rcp"}
	some statement in input.statements
	statement.sid.same_as
	message := sprintf("the Sid %s occurs twice", [statement.sid.value])
}
