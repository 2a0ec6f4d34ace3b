# METADATA
# title: A condition on the ACL header stops uploads in parts
# description: |
#   A policy lets uploads in only with an ACL header. An upload in parts sends it when it
#   begins, and UploadPart takes none: by what users report the parts are denied then,
#   while small objects get through. The AWS CLI and the SDKs upload in parts from 8 or
#   16 MB on. AWS documents the condition for uploads in one piece and is silent about
#   parts, so this is a suggestion.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
#   - ref: https://github.com/aws/aws-cli/issues/1674
# schemas:
#   - input: schema.access
# custom:
#   severity: suggestion
#   basis: inferred
#   subject: access
#   remedy: turn access control lists off (Bucket owner enforced) and drop the condition
#   since: 0.1.0
package rules.access["parts-carry-no-acl"]

import data.lib.finding

findings contains finding.at(condition, message) if {
	input.capabilities.write.meant
	some leg in input.capabilities.write.parts.legs
	some denied in leg.denies
	some key, header in headers
	condition := denied.conditions[key]
	message := sprintf("%s denies uploads without the header %s, which the parts of an upload cannot carry", [denied.policy, header])
}

findings contains finding.at(missed, message) if {
	input.capabilities.write.meant
	some leg in input.capabilities.write.parts.legs
	some layer in leg.layers
	missed := layer.nearest.condition
	some key, header in headers
	missed.key[key]
	message := sprintf("%s allows no upload without the header %s, which the parts of an upload cannot carry", [missed.policy, header])
}

headers := {
	"s3:x-amz-acl": "x-amz-acl",
	"s3:x-amz-grant-full-control": "x-amz-grant-full-control",
}
