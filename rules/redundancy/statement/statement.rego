# METADATA
# title: A statement that says what another says
# description: |
#   Two statements are the same but for their Sid and the order of their lists.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_STATEMENT
#   basis: inferred
#   subject: document
#   sees: statement twice
#   remedy: keep one of them
#   since: 0.2.0
package rules.redundancy.statement

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(found, repair) if {
	some statement in input.statements
	statement.same_as
	message := "the statement says what an earlier one says"
	found := finding.related(finding.at(statement, message), statement.same_as, "the first of them")
	repair := fix.edits("remove the statement", [fix.remove(statement)])
}
