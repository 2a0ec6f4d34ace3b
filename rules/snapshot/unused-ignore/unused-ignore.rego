# METADATA
# title: An entry of the configuration accepts no finding
# description: |
#   The finding is gone, or the entry never matched it. An entry that stays accepts
#   the next finding that happens to match.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: remove the entry
#   since: 0.1.0
package rules.snapshot["unused-ignore"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some entry in input.ignores
	not entry.used
	not entry.expired
	message := sprintf("the entry accepts no finding of %s", [entry.rule])
}
