# METADATA
# title: A Sid with other characters than letters and digits
# description: |
#   IAM takes a Sid of the letters A to Z and a to z and of digits alone. The
#   policies of buckets and keys may have others.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_SID
#   subject: document
#   remedy: use letters and digits alone
#   since: 0.2.0
package rules.syntax["sid-characters"]

import data.lib.finding

findings contains finding.at(statement.sid, message) if {
	input.type in {"identity", "trust", "scp", "rcp"}
	some statement in input.statements
	statement.sid.other_characters
	message := sprintf("the Sid has characters that are no letters or digits: %q", [statement.sid.other_characters])
}
