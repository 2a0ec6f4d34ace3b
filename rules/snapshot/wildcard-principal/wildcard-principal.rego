# METADATA
# title: A principal is an ARN with a wildcard, which matches nobody
# description: |
#   AWS takes no wildcard inside the ARN of a principal: it is a whole name, or * for
#   everybody. Whoever was meant is reached by Principal * with a condition on
#   aws:PrincipalArn, or by a list of names. No fix is proposed: which of the roles that
#   the pattern reads like were meant, and for what, stands in no policy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: error
#   subject: snapshot
#   remedy: "write Principal * with ArnLike aws:PrincipalArn and this pattern, or name the roles one by one"
#   since: 0.1.0
package rules.snapshot["wildcard-principal"]

import data.lib.finding

findings contains finding.at(pattern, message) if {
	some pattern in input.principal_patterns
	message := sprintf("%s names %s, and a wildcard in the ARN of a principal matches nobody%s", [
		pattern.policy,
		pattern.value,
		like(pattern),
	])
}

like(pattern) := sprintf("; it reads like %s", [finding.enumerated({role | some role in pattern.roles})]) if pattern.roles

like(pattern) := "" if not pattern.roles
