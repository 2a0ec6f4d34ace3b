# METADATA
# title: Two files say different things of one thing
# description: |
#   The same policy, setting or list was read twice and says different things, as
#   exports of different dates have it, or two resources of one template or plan that
#   are about the same. Which is true no file tells: verdicts that hang on it are
#   unknown. Each text of a policy is judged as a document.
# related_resources:
#   - ref: https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: keep one of them, the newer export or the resource that is meant
#   since: 0.1.0
package rules.snapshot["conflicting-copies"]

import data.lib.finding

findings contains found if {
	some conflict in input.conflicts
	message := sprintf("this copy of %s differs from another", [conflict.what])
	found := finding.related(finding.at(conflict.left, message), conflict.kept, "the other copy")
}
