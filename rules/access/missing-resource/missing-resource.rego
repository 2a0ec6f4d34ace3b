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
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(missed, message), repair), narrow) if {
	some key, actions in missing
	[layer, missed, verdict, narrow] := key
	not missed.variable_as_text
	not missed.misspelt
	message := sprintf("%s does not cover all that is meant for %s", [missed.policy, finding.enumerated(actions)])
	repair := fix.first([careful(verdict, f) | some f in array.concat(
		[fix.meant(sprintf("add %s", [finding.enumerated(missed.missing)]), widen(missed)) |
			missed.missing
			not missed.excepted
		],
		[grant.part(input, layer, actions)],
	)])
}

# A slip is named as one, and mended in its place: what stands there may be the name
# of something else, which no other input has.
findings contains finding.fixed(finding.noted(finding.at(slip, message), notes), repair) if {
	some key, _ in missing
	[layer, missed, _, _] := key
	some slip in missed.misspelt
	not told_by_role(layer, slip)
	message := sprintf("%s is almost %s, which is meant", [slip.value, slip.meant])
	notes := {{"at": other.at, "message": "the other side has it"} |
		some [_, there, _, _], _ in missing
		some other in there.misspelt
		other.value == slip.meant
	}
	repair := fix.meant(sprintf("name %s instead", [slip.meant]), [fix.replace(slip, slip.meant)])
}

# told_by_role holds where the role's policy has the same two names, the other way
# around: which is right nobody knows, and one finding is enough.
told_by_role("bucket_policy", slip) if {
	some ["identity", there, _, _], _ in missing
	some other in there.misspelt
	other.value == slip.meant
}

# Where both sides allow a part, the narrower one may be as it was meant.
careful(verdict, repair) := repair if not verdict.partly

careful(verdict, repair) := fix.unsafe(object.union(
	repair,
	{"description": sprintf("%s, if the policy is not narrow on purpose", [repair.description])},
)) if {
	verdict.partly
}

findings contains finding.fixed(finding.noted(finding.at(missed, message), notes(missed)), repair) if {
	some key, actions in missing
	[layer, missed, _, _] := key
	missed.variable_as_text
	message := sprintf("the variable is plain text: %s has no Version 2012-10-17", [missed.policy])
	repair := fix.first([
		fix.meant("set the Version", [version(missed)]),
		grant.part(input, layer, actions),
	])
}

# widen names what is missing, in the place of what that covers.
widen(missed) := [fix.add(missed, missed.missing)] if not missed.narrower

widen(missed) := array.concat(
	[fix.replace(missed.narrower[0], missed.missing[0])],
	array.concat(
		[fix.remove(pattern) | some i, pattern in missed.narrower; i > 0],
		[fix.add(missed, resource) | some i, resource in missed.missing; i > 0],
	),
) if {
	missed.narrower
}

notes(missed) := {{"at": missed.version.at, "message": "this Version knows no policy variables"}} if missed.version

notes(missed) := set() if not missed.version

version(missed) := fix.replace(missed.version, "2012-10-17") if missed.version

version(missed) := fix.add({"document": missed.at.document, "path": []}, {"Version": "2012-10-17"}) if {
	not missed.version
}

# missing are the actions by the Resource element that covers too little.
missing[key] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some layer in ["identity", "bucket_policy"]
	missed := leg.layers[layer].nearest.resource
	not missed.bucket_form
	not missed.object_form
	key := [layer, object.remove(missed, ["wanted", "found"]), capability.verdict, intent.on_purpose(leg.layers[layer])]
}
