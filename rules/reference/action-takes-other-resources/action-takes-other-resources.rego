# METADATA
# title: An action that takes none of the statement's resources
# description: |
#   No request for the action is about one of these resources: the statement grants
#   and denies it nowhere. s3:GetObject takes objects (bucket/*), s3:ListBucket
#   takes buckets.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   against: service reference
#   remedy: name the resources that the action takes
#   yields: access/wrong-resource-form
#   since: 0.2.0
package rules.reference["action-takes-other-resources"]

import data.lib.finding

findings contains finding.related(finding.at(statement.resource, message), entry, "the action") if {
	some statement in input.statements
	some entry in statement.action.entries
	forms := object.keys(entry.takes)
	not "*" in forms
	message := sprintf("%s is about none of these resources: it takes %s", [entry.value, finding.enumerated(forms)])
}

findings contains finding.capped(finding.related(finding.at(statement.resource, message), entry, "the action"), "suggestion") if {
	some statement in input.statements
	some entry in statement.action.entries
	entry.takes["*"]
	message := sprintf("%s is about no resource in particular: it takes *", [entry.value])
}
