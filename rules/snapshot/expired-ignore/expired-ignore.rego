# METADATA
# title: An entry of the configuration has expired
# description: |
#   The last day of the entry has passed: the findings that it accepted are shown
#   again.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: mend what was accepted, or give the entry a new day
#   since: 0.1.0
package rules.snapshot["expired-ignore"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	some entry in input.ignores
	entry.expired
	message := sprintf("the entry for %s ended on %s: %s", [entry.rule, entry.until, entry.reason])
}
