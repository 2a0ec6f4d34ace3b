# METADATA
# title: A policy names an account that is almost a known one
# description: |
#   The account of a principal is in no input and no configuration, and its id
#   differs from a known account in one digit, or in two that changed places.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: warning
#   subject: snapshot
#   remedy: name the account that is meant
#   yields: access/wrong-principal
#   since: 0.1.0
package rules.snapshot["wrong-account"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.noted(finding.at(first, message(first)), notes(same)), repair) if {
	some same in mistakes
	first := same[0]
	not of_pair(first)
	first.elsewhere
	edits := [fix.replace(principal, principal.elsewhere) | some principal in same]
	repair := fix.edits("name the role of the known account", edits)
}

findings contains finding.noted(finding.at(first, message(first)), notes(same)) if {
	some same in mistakes
	first := same[0]
	not first.elsewhere
}

findings contains finding.noted(finding.at(first, message(first)), notes(same)) if {
	some same in mistakes
	first := same[0]
	of_pair(first)
}

# mistakes lists, for each text and document, the places in which it stands.
mistakes contains same if {
	some [document, value] in {[principal.at.document, principal.value] | some principal in misspelt}
	same := [principal | some principal in misspelt; principal.value == value; principal.at.document == document]
}

misspelt contains principal if {
	some principal in input.principals
	not principal.exists
	principal.near_account
}

notes(same) := [{"at": principal.at, "message": "it stands here, too"} | some i, principal in same; i > 0]

# of_pair holds where access/wrong-principal proves what the other ARN grants.
of_pair(principal) if {
	principal.in_bucket_policy
	principal.elsewhere
}

message(principal) := sprintf("account %s is unknown and almost %s", [principal.account, principal.near_account])
