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
	some key, actions in granted
	[layer, missed, words] := key
	message := sprintf("%s on %s", [subject(actions), words])
	repair := fix.first([
		fix.edits(sprintf("add %s", [finding.enumerated(missed.missing)]), [fix.add(missed, missed.missing)]),
		grant.proposal(input, layer),
	])
}

# granted are the actions by the Resource element that has the other form.
granted[key] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.resource
	some words in forms(missed)
	key := [layer, object.remove(missed, ["wanted", "found"]), words]
}

forms(missed) := {"the bucket, not on its objects"} if missed.bucket_form

forms(missed) := {"the objects, not on the bucket"} if missed.object_form

subject(actions) := sprintf("%s is granted", [concat("", actions)]) if count(actions) == 1

subject(actions) := sprintf("%s are granted", [finding.enumerated(actions)]) if count(actions) > 1
