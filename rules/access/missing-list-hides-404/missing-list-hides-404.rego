# METADATA
# title: Without s3:ListBucket a missing key answers 403
# description: |
#   The role can read objects and cannot list the bucket. S3 then answers a request
#   for a key that does not exist with 403 instead of 404, so that programs which ask
#   whether an object is there take a missing one for a missing permission.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
# schemas:
#   - input: schema.access
# custom:
#   severity: suggestion
#   subject: access
#   remedy: allow s3:ListBucket on the bucket, if the role may know which keys exist
#   since: 0.1.0
package rules.access["missing-list-hides-404"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	input.capabilities.read.meant
	some verdict in ["yes", "partly", "conditional"]
	input.capabilities.read.verdict[verdict]
	input.capabilities.list.verdict.no
	not input.capabilities.list.meant
	some statement in reading
	message := "the role reads and does not list: a missing key answers 403 instead of 404"
}

reading := input.named_by_role

reading := input.named_by_bucket if not input.named_by_role
