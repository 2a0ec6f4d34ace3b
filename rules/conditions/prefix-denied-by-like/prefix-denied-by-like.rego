# METADATA
# title: A prefix is denied that a shorter one gets round
# description: |
#   A listing with a shorter prefix than the denied one, or without any, shows the
#   same keys. Allow the prefixes that are meant instead.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: S3_PREFIX_IN_NEGATIVE_CONTEXT
#   subject: document
#   remedy: allow the prefixes that are meant, or deny all but them
#   since: 0.2.0
package rules.conditions["prefix-denied-by-like"]

import data.lib.finding

findings contains finding.at(test, message) if {
	some statement in input.statements
	some test in statement.tests
	test.key.name["s3:prefix"]
	admits_unlisted(statement, test)
	message := "a shorter prefix, or none, gets round the condition on s3:prefix"
}

# admits_unlisted holds for the operator that admits what is not listed, by the effect.
admits_unlisted(statement, test) if {
	statement.deny
	test.base.StringLike
}

admits_unlisted(statement, test) if {
	statement.allow
	test.base.StringNotLike
}
