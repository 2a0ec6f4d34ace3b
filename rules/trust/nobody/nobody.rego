# METADATA
# title: Nobody can become the role
# description: |
#   No principal that the trust policy names can become the role: a statement, or an RCP, denies it, the
#   principal was deleted and IAM shows its unique id, or the statement asks for a call or a value that such a principal
#   never has. Whatever the role may do, it cannot be used.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
# schemas:
#   - input: schema.role
# custom:
#   severity: warning
#   subject: role
#   remedy: name a principal that exists, with the call that it makes, or delete the role
#   since: 0.1.0
package rules.trust.nobody

import data.lib.finding

findings contains finding.at(input.trust, "the trust policy lets nobody become the role") if {
	input.trust.verdict.no
	input.trust.names_nobody
}

findings contains finding.noted(finding.at(input.trust, message), notes) if {
	input.trust.verdict.no
	input.trust.principals
	message := "no principal that the trust policy names can become the role"
	notes := {reason | some principal in input.trust.principals; some reason in reasons(principal)}
}

reasons(principal) := {{"at": principal.at, "message": "this is the unique id of a role or user that was deleted"}} if {
	principal.is.deleted
}

reasons(principal) := {{"at": deny.at, "message": sprintf("this statement denies it to %s", [principal.value])} |
	some deny in principal.denies
} if {
	principal.denies
}

reasons(principal) := {{"at": principal.at, "message": message}} if {
	not principal.is.deleted
	not principal.denies
	message := sprintf("the statement allows it no %s call", [principal.call])
}
