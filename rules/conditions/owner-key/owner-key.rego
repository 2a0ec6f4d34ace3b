# METADATA
# title: A condition that says nothing in the policy of a bucket
# description: |
#   The policy is the bucket's: who owns the bucket that a request is about is no
#   question.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: IRRELEVANT_CONDITION_KEY_IN_POLICY
#   basis: inferred
#   subject: document
#   remedy: remove the condition
#   since: 0.2.0
package rules.conditions["owner-key"]

import data.lib.finding

findings contains finding.at_key(test.key, message) if {
	some statement in input.statements
	some test in statement.tests
	some kind in ["bucket", "access-point"]
	input.of[kind]
	test.key.name["s3:resourceaccount"]
	message := sprintf("%s says nothing here: the policy is that of the resource", [test.key.value])
}
