# METADATA
# title: A tag condition that names no tag
# description: |
#   aws:ResourceTag, aws:RequestTag and aws:PrincipalTag are followed by a slash and
#   the key of the tag.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_TAG_KEY_IN_CONDITION
#   subject: document
#   remedy: write the key of the tag behind the slash
#   since: 0.2.0
package rules.syntax["tag-without-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.no_tag
	message := sprintf("%s names no tag", [test.key.value])
}
