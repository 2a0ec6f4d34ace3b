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

findings contains finding.fixed(finding.at(principal, message(principal)), repair) if {
	some principal in input.principals
	misspelt(principal)
	not of_pair(principal)
	principal.elsewhere
	repair := fix.edits("name the role of the known account", [fix.replace(principal, principal.elsewhere)])
}

findings contains finding.at(principal, message(principal)) if {
	some principal in input.principals
	misspelt(principal)
	not principal.elsewhere
}

findings contains finding.at(principal, message(principal)) if {
	some principal in input.principals
	misspelt(principal)
	of_pair(principal)
}

misspelt(principal) if {
	not principal.exists
	principal.near_account
}

# of_pair holds where access/wrong-principal proves what the other ARN grants.
of_pair(principal) if {
	principal.in_bucket_policy
	principal.elsewhere
}

message(principal) := sprintf("account %s is unknown and almost %s", [principal.account, principal.near_account])
