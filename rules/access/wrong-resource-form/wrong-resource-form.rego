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

findings contains weighed(finding.fixed(finding.at(missed, message), repair), spelled_out) if {
	some key, actions in granted
	[layer, missed, words, spelled_out] := key
	message := sprintf("%s on %s", [subject(actions), words])
	repair := fix.first(array.concat(instead(missed), [
		fix.meant(sprintf("add %s", [finding.enumerated(missed.missing)]), [fix.add(missed, missed.missing)]),
		grant.proposal(input, layer),
	]))
}

# instead names the other form in the place of the one that was written, which is
# safe where that grants nothing.
instead(missed) := [fix.meant(sprintf("name %s instead", [resource]), [fix.replace(missed.written, resource)]) |
	count(missed.missing) == 1
	some resource in missed.missing
]

# granted are the actions by the Resource element that has the other form.
granted[key] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.resource
	some words in forms(missed)
	key := [layer, object.remove(missed, ["wanted", "found"]), words, spelled_out(capability)]
}

# Who writes s3:* on one form may have that form in mind alone.
weighed(found, true) := found

weighed(found, false) := object.union(found, {"severity": "warning"})

spelled_out(capability) if not capability.by_wildcards

spelled_out(capability) := false if capability.by_wildcards

forms(missed) := {"the bucket, not on its objects"} if missed.bucket_form

forms(missed) := {"the objects, not on the bucket"} if missed.object_form

subject(actions) := sprintf("%s is granted", [concat("", actions)]) if count(actions) == 1

subject(actions) := sprintf("%s are granted", [finding.enumerated(actions)]) if count(actions) > 1
