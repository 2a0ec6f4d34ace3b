# METADATA
# title: A statement names the bucket where its objects are meant, or the reverse
# description: |
#   Bucket actions take the ARN of the bucket, object actions that of its
#   objects, which ends in /*. A statement with the other form grants nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
# custom:
#   severity: error
#   subject: access
#   remedy: add the other form of the ARN
#   since: 0.1.0
package rules.access["wrong-resource-form"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(missed, message), repair) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	some layer in leg.layers
	missed := layer.nearest.resource
	message := sprintf("%s is granted on the bucket, not on its objects", [action])
	repair := fix.edits("name the objects", [fix.add(missed, sprintf("%s/*", [missed.bucket_form]))])
}

findings contains finding.at(missed, message) if {
	some capability in input.capabilities
	capability.meant
	capability.unreached
	some action, leg in capability.legs
	some layer in leg.layers
	missed := layer.nearest.resource
	missed.object_form
	not missed.bucket_form
	message := sprintf("%s is granted on the objects, not on the bucket", [action])
}
