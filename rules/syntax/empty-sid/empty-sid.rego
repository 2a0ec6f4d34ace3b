# METADATA
# title: A Sid that is empty
# description: |
#   An empty Sid names no statement.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: EMPTY_SID_VALUE
#   subject: document
#   remedy: give the statement a name, or remove the Sid
#   since: 0.2.0
package rules.syntax["empty-sid"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(statement.sid, message), repair) if {
	some statement in input.statements
	statement.sid.empty
	message := "the Sid is empty"
	repair := fix.edits("remove the Sid", [fix.remove(statement.sid)])
}
