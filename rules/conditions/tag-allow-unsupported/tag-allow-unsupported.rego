# METADATA
# title: An Allow by tag for actions that know no tags
# description: |
#   The service does not authorize the action by tags of the resource:
#   aws:ResourceTag is absent. The Allow allows nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
#   subject: document
#   remedy: leave the action out of the statement, or name its resources
#   since: 0.2.0
package rules.conditions["tag-allow-unsupported"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	statement.allow
	some test in statement.tests
	services := object.keys(test.key.no_tags_in)
	count(services) > 0
	message := sprintf("%s has actions here that know no %s", [finding.enumerated(services), test.key.value])
}
