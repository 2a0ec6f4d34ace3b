# METADATA
# title: A condition that only some of the actions can meet
# description: |
#   A condition is not met where its key is absent. Where an action by wildcards
#   means actions whose requests never have the key, the statement allows none of
#   those: s3:* under a condition on s3:prefix allows listing alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: name the actions whose requests have the key, and allow others in a statement of their own
#   since: 0.2.0
package rules.conditions["keeps-out-other-actions"]

import data.lib.finding

findings contains finding.related(finding.at_key(test.key, message), without, "this means them, too") if {
	some statement in input.statements
	statement.allow
	some test in statement.tests
	unmet_without(test)
	without := test.key.without
	without.most
	message := sprintf("no request for %s is allowed: none has %s", [finding.several(without), test.key.value])
}

unmet_without(test) if {
	not test.negated
	not test.if_exists
	not test.for_all_values
	not test.base.Null
	not delegating(test.key)
}

# A bucket delegates whatever comes through an access point to its policy (S3 User Guide,
# Delegating access control to access points).
delegating(key) if key.name["s3:dataaccesspointaccount"]

delegating(key) if key.name["s3:dataaccesspointarn"]

delegating(key) if key.name["s3:accesspointnetworkorigin"]
