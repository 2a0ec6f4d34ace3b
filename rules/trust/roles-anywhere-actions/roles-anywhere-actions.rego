# METADATA
# title: IAM Roles Anywhere needs three actions
# description: |
#   IAM Roles Anywhere becomes a role, names the source of the session and tags it:
#   it needs sts:AssumeRole, sts:SetSourceIdentity and sts:TagSession.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY
#   subject: document
#   remedy: allow all three actions
#   since: 0.2.0
package rules.trust["roles-anywhere-actions"]

import data.lib.finding

findings contains finding.at(statement.action, message) if {
	input.of.trust
	some statement in input.statements
	statement.allow
	not statement.refuted
	some entry in statement.principal.entries
	entry.under.Service
	entry.value == "rolesanywhere.amazonaws.com"
	lacking := {action | some action in needed; not covers(statement, action)}
	count(lacking) > 0
	message := sprintf("IAM Roles Anywhere needs %s, too", [finding.enumerated(lacking)])
}

needed := {"sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"}

covers(statement, "sts:AssumeRole") if statement.allows["sts:AssumeRole"]

covers(statement, "sts:SetSourceIdentity") if statement.allows["sts:SetSourceIdentity"]

covers(statement, "sts:TagSession") if statement.allows["sts:TagSession"]
