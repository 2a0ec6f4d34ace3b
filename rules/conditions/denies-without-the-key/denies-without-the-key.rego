# METADATA
# title: A deny of requests that can never have the key
# description: |
#   A negated operator is met where the key is absent. Where an action by wildcards
#   means actions whose requests never have the key, the statement denies every
#   request for those: a deny of s3:* without the right ACL header denies reading,
#   too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: name the actions whose requests have the key
#   since: 0.2.0
package rules.conditions["denies-without-the-key"]

import data.lib.finding

findings contains finding.related(finding.at_key(test.key, message), without, "this means them, too") if {
	some statement in input.statements
	statement.deny
	some test in statement.tests
	met_without(test)
	without := test.key.without
	without.most
	message := sprintf("every request for %s is denied: none has %s", [finding.several(without), test.key.value])
}

met_without(test) if test.negated

met_without(test) if test.if_exists

met_without(test) if {
	test.base.Null
	some value in test.values
	lower(value.value) == "true"
}
