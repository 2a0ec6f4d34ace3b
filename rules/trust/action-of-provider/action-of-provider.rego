# METADATA
# title: The action of a trust policy does not fit its principal
# description: |
#   Users of a SAML provider call sts:AssumeRoleWithSAML, those of an OpenID Connect
#   provider sts:AssumeRoleWithWebIdentity, and nobody else does.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISMATCHED_ACTION_FOR_PRINCIPAL
#   subject: document
#   remedy: allow the action that such callers use
#   since: 0.2.0
package rules.trust["action-of-provider"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	some entry in statement.principal.entries
	some kind, action in actions
	entry.is[kind]
	not any_covers(statement, action)
	message := sprintf("who comes from %s calls %s, which the statement does not allow", [entry.value, action])
}

findings contains finding.at(listed, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	some listed in statement.action.entries
	listed.name in {action | some action in actions}
	some entry in statement.principal.entries
	not entry.under.Federated
	message := sprintf("%s is not called by %s", [listed.value, entry.value])
}

actions := {"saml": "sts:AssumeRoleWithSAML", "oidc": "sts:AssumeRoleWithWebIdentity"}

# any_covers holds where the statement speaks of the action.
any_covers(statement, "sts:AssumeRoleWithSAML") if statement.allows["sts:AssumeRoleWithSAML"]

any_covers(statement, "sts:AssumeRoleWithWebIdentity") if statement.allows["sts:AssumeRoleWithWebIdentity"]
