# METADATA
# title: A statement names the bucket where its objects are meant, or the reverse
# description: |
#   Bucket actions take the ARN of the bucket, object actions that of its
#   objects, which ends in /*. A statement with the other form grants nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: add the other form of the ARN
#   since: 0.1.0
package rules.access["wrong-resource-form"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.at(missed, message), repair) if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.resource
	some words in forms(missed)
	message := sprintf("%s is granted on %s", [action, words])
	repair := fix.first([
		fix.edits("name the other form", [fix.add(missed, missed.missing)]),
		grant.proposal(input, layer),
	])
}

forms(missed) := {"the bucket, not on its objects"} if missed.bucket_form

forms(missed) := {"the objects, not on the bucket"} if missed.object_form
