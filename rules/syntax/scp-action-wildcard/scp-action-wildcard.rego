# METADATA
# title: A wildcard inside of an action of an SCP
# description: |
#   AWS Organizations takes wildcards anywhere in the actions of service control
#   policies since September 2025. The page of Access Analyzer goes on to call one
#   that does not stand at the end an error: this finding tells those who are held
#   to that page, and asks for nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: SCP_SYNTAX_ERROR_ACTION_WILDCARD
#   subject: document
#   remedy: leave it, or list the actions by patterns that end in the wildcard
#   since: 0.2.0
package rules.syntax["scp-action-wildcard"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	input.of.scp
	some statement in input.statements
	some entry in statement.action.entries
	entry.wildcard_inside
	not entry.everything
	not entry.wildcard_in_service
	message := sprintf("the wildcard in %s is not at the end, which Access Analyzer's page does not allow yet", [entry.value])
}
