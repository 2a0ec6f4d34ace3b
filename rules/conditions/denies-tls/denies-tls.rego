# METADATA
# title: A deny of encrypted connections
# description: |
#   aws:SecureTransport is true for requests over TLS. A deny where it is true
#   denies those, and lets plain HTTP pass; what keeps plain HTTP out is a deny
#   where it is false.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: deny where aws:SecureTransport is false
#   since: 0.2.0
package rules.conditions["denies-tls"]

import data.lib.finding

findings contains finding.at(value, "every request over TLS is denied, and plain HTTP is not") if {
	some statement in input.statements
	statement.deny
	some test in statement.tests
	test.key.name["aws:securetransport"]
	test.base.Bool
	some value in test.values
	value.truth["true"]
}
