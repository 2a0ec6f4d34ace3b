# METADATA
# title: A bucket policy keeps everybody from changing it
# description: |
#   Everybody is denied to put and to delete the policy, administrators too. The root
#   user of the bucket's account alone can still do it, which S3 lets him whatever the
#   bucket policy says, unless an endpoint's or the organization's policies forbid it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: "spare the administrators (ArnNotEquals aws:PrincipalArn); of a live bucket the root user deletes the policy"
#   since: 0.1.0
package rules.settings["bucket-policy-locked"]

import data.lib.finding

findings contains finding.noted(finding.at(put, message), notes) if {
	some put in input.denies_everybody["s3:PutBucketPolicy"]
	some _ in input.denies_everybody["s3:DeleteBucketPolicy"]
	message := "everybody is denied to put and to delete this policy; the account's root user alone still can"
	notes := {note |
		some delete in input.denies_everybody["s3:DeleteBucketPolicy"]
		delete.at != put.at
		note := {"at": delete.at, "message": "s3:DeleteBucketPolicy is denied here"}
	}
}
