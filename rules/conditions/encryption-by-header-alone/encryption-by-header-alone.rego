# METADATA
# title: Uploads that rely on the default encryption are denied
# description: |
#   The statement denies uploads that do not name the encryption in a header. S3
#   encrypts those by the default encryption of the bucket, but the header is not
#   there when it decides: clients that leave it out get AccessDenied.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: 'set the default encryption, and deny only headers that ask for another: add Null false on the key'
#   since: 0.2.0
package rules.conditions["encryption-by-header-alone"]

import data.lib.finding

findings contains finding.at_key(test.key, "uploads that leave their encryption to the bucket's default are denied") if {
	input.type == "bucket"
	some statement in input.statements
	statement.deny
	statement.denies["s3:PutObject"]
	some test in statement.tests
	test.key.name["s3:x-amz-server-side-encryption"]
	met_without(test)
	not guarded(statement)
	not test.key.without
}

met_without(test) if test.negated

met_without(test) if {
	test.base.Null
	some value in test.values
	lower(value.value) == "true"
}

guarded(statement) if {
	some test in statement.tests
	test.key.name["s3:x-amz-server-side-encryption"]
	test.base.Null
	some value in test.values
	lower(value.value) == "false"
}
