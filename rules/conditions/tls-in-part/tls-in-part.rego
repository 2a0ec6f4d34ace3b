# METADATA
# title: Plain HTTP is denied in part
# description: |
#   The policy denies requests without TLS, but not all of them: some actions, the
#   bucket itself or its objects, or some callers are left out, so that S3 still
#   answers those over plain HTTP.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: deny s3:* on the bucket and its objects to the principal "*"
#   since: 0.2.0
package rules.conditions["tls-in-part"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	some statement in input.plain_http.refused
	message := sprintf("plain HTTP is denied, but not for %s", [finding.enumerated(missed)])
}

missed := {name | some what, name in names; input.plain_http.left_out[what]}

names := {
	"everybody": "everybody",
	"every_action": "every action",
	"bucket": "the bucket itself",
	"objects": "its objects",
}
