# METADATA
# title: Two files say different things of one policy
# description: |
#   The same policy was read twice with different text, as exports of different
#   dates have it. The copy that was read first, in the order of file names, is the
#   one that is judged.
# related_resources:
#   - ref: https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: keep the newer export only
#   since: 0.1.0
package rules.snapshot["conflicting-copies"]

import data.lib.finding

findings contains found if {
	some conflict in input.conflicts
	message := sprintf("this copy of %s differs from the one that is judged", [conflict.what])
	found := finding.related(finding.at(conflict.left, message), conflict.kept, "this copy is judged")
}
