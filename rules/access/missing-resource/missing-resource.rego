# METADATA
# title: No statement of a side covers a resource that is meant
# description: |
#   One statement fits the request in everything but its Resource element.
#   Without Version 2012-10-17 a policy variable in it is plain text.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: name the resource in the statement
#   since: 0.1.0
package rules.access["missing-resource"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.at(missed, message), repair) if {
	some [layer, action, resource, missed] in missing
	not missed.variable_as_text
	message := sprintf("%s does not cover %s for %s", [missed.policy, resource, action])
	repair := fix.first(array.concat(
		[fix.edits("name the resource", [fix.add(missed, missed.missing)]) | missed.missing],
		[grant.proposal(input, layer)],
	))
}

findings contains finding.fixed(finding.noted(finding.at(missed, message), notes(missed)), repair) if {
	some [layer, _, _, missed] in missing
	message := sprintf("%s is plain text: %s has no Version 2012-10-17", [missed.variable_as_text, missed.policy])
	repair := fix.first([
		fix.edits("set the Version", [version(missed)]),
		grant.proposal(input, layer),
	])
}

notes(missed) := {{"at": missed.version.at, "message": "this Version knows no policy variables"}} if missed.version

notes(missed) := set() if not missed.version

version(missed) := fix.replace(missed.version, "2012-10-17") if missed.version

version(missed) := fix.add({"document": missed.at.document, "path": []}, {"Version": "2012-10-17"}) if {
	not missed.version
}

missing contains [layer, action, leg.resource, missed] if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.resource
	not missed.bucket_form
	not missed.object_form
}
