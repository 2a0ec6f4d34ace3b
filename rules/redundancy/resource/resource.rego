# METADATA
# title: A resource that another of the list covers
# description: |
#   One entry of a Resource or NotResource element wholly covers another, which adds
#   nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_RESOURCE
#   subject: document
#   remedy: take the narrower resource away
#   since: 0.2.0
package rules.redundancy.resource

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(found, repair) if {
	some statement in input.statements
	some entry in statement.resource.entries
	entry.covered_by
	message := sprintf("%s is covered by %s", [entry.value, entry.covered_by.value])
	found := finding.related(finding.at(entry, message), entry.covered_by, "the other")
	repair := fix.edits(sprintf("remove %s", [entry.value]), [fix.remove(entry)])
}
