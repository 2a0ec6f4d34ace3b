# METADATA
# title: A policy names something that is not quite the role
# description: |
#   The statement of the bucket policy, or of the policy of the encryption key,
#   that would grant the request names the role under another account, without
#   its path, as a session or by a unique id. Only the role's exact ARN names the
#   role. Of ARNs with wildcards snapshot/wildcard-principal speaks.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: name the role by its exact ARN
#   since: 0.1.0
package rules.access["wrong-principal"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.noted(finding.at(mistake.first, message), mistake.notes), repair) if {
	some mistake in mistakes(alike_in_bucket_policy)
	message := sprintf("the bucket policy names %s", [mistake.words])
	repair := fix.first(array.concat(repairs(mistake), [grant.proposal(input, "bucket_policy")]))
}

findings contains finding.capped(finding.fixed(finding.at(named, message), repair), "warning") if {
	some capability in input.capabilities
	capability.meant
	capability.verdict.conditional
	some leg in capability.legs
	some named in leg.layers.bucket_policy.sessions
	message := sprintf("the bucket policy names %s", [differences.session])
	repair := fix.meant("name the role", [edit("session", named)])
}

findings contains finding.fixed(finding.noted(finding.at(mistake.first, message), mistake.notes), repair) if {
	some mistake in mistakes(alike_in_key_policy)
	message := sprintf("the key policy names %s", [mistake.words])
	actions := {action | some capability in input.capabilities; capability.meant; some action, key in capability.keys; key.layers.kms.silent}
	repair := fix.first(array.concat(repairs(mistake), [grant.in_key_policy(input, actions)]))
}

findings contains finding.capped(finding.fixed(finding.at(named, message), repair), "warning") if {
	some capability in input.capabilities
	capability.meant
	capability.verdict.conditional
	some key in capability.keys
	some named in key.layers.kms.sessions
	message := sprintf("the key policy names %s", [differences.session])
	repair := fix.meant("name the role", [edit("session", named)])
}

alike_in_bucket_policy contains named if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some leg in unreached.legs
	some named in leg.layers.bucket_policy.nearest.principal.alike
}

alike_in_key_policy contains named if {
	some capability in input.capabilities
	capability.meant
	some key in capability.keys
	some named in key.layers.kms.nearest.principal.alike
}

# mistakes are what several statements name in the same wrong way, each once.
mistakes(alike) := {mistake |
	some [value, how] in {[named.value, how] | some named in alike; some how, _ in differences; named[how]}
	own := {named.at | some named in alike; named.value == value}
	again := {place | some named in alike; named.value == value; some place in named.again}
	places := sort(own | again)
	mistake := {
		"how": how,
		"words": differences[how],
		"own": own,
		"places": places,
		"first": places[0],
		"notes": [{"at": place, "message": "it stands here, too"} | some i, place in places; i > 0],
	}
}

# repairs mend all the places, or else those alone that stop what is meant.
repairs(mistake) := [fix.meant("name the role", [edit(mistake.how, place) | some place in places]) |
	some places in [mistake.places, mistake.own]
]

edit(how, place) := fix.add(place, input.role.arn) if adds(how)

edit(how, place) := fix.replace(place, input.role.arn) if not adds(how)

# A role of another account can be there and need what it has.
adds("other_account")

differences := {
	"near_account": "an account whose id is almost that of the role",
	"other_account": "a role of the same name in another account",
	"other_partition": "the role in another partition",
	"other_path": "the role under another path",
	"session": "one session of the role",
	"unique_id": "the unique id of a deleted role",
}
