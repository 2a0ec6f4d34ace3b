# METADATA
# title: Uploads with tags lack s3:PutObjectTagging
# description: |
#   An upload with the header x-amz-tagging needs s3:PutObjectTagging beside
#   s3:PutObject, across accounts on both sides. Here a policy demands tags, or
#   lists their upload, and s3:PutObjectTagging is not allowed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
# schemas:
#   - input: schema.access
# custom:
#   severity: warning
#   subject: access
#   remedy: let the role use s3:PutObjectTagging wherever it may use s3:PutObject
#   since: 0.1.0
package rules.access["tagging-leg-missing"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.noted(finding.at(miss, message), notes), repair) if {
	some action, leg in uploads
	some layer in ["identity", "boundary", "bucket_policy"]
	miss := leg.layers[layer].nearest.action
	message := sprintf("%s lacks %s: %s", [miss.policy, action, fails])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [action]), [fix.add(miss, action)]) | not miss.excepted],
		[grant.allowing(input, layer, {action: leg.meant_resources})],
	))
}

findings contains finding.noted(finding.at(denied, message), notes) if {
	input.capabilities.write.tagging.demands
	some action, leg in uploads
	some denied in leg.denies
	message := sprintf("%s denies %s: %s", [denied.policy, action, fails])
}

# uploads are the actions that uploads with tags lack and others have.
uploads[action] := leg if {
	input.capabilities.write.meant
	some verdict in ["yes", "partly", "conditional"]
	input.capabilities.write.verdict[verdict]
	some action, leg in input.capabilities.write.tagging.legs
}

fails := "no upload gets through" if input.capabilities.write.tagging.demands

fails := "uploads with tags fail" if not input.capabilities.write.tagging.demands

notes contains {"at": demand.at, "message": "this condition demands tags"} if {
	some demand in input.capabilities.write.tagging.demands
}

notes contains {"at": statement.at, "message": message} if {
	some statement in input.capabilities.write.tagging.listed
	message := sprintf("%s allows uploads with tags", [statement.policy])
}
