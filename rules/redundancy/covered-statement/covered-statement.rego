# METADATA
# title: A statement that adds nothing to another
# description: |
#   Another statement of the same effect speaks of every request of which the statement
#   speaks, for the same callers. This is decided by what the statements mean, and not by
#   how they are written; where two say the same the later one is named.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: remove the statement, or say less in the other one
#   since: 0.2.0
package rules.redundancy["covered-statement"]

import data.lib.finding

# Which of the two was meant is not known: the narrower one is often what somebody asked
# for, and the wider one the slip.
findings contains finding.related(finding.at(statement, message), statement.covered_by, "the other") if {
	some statement in input.statements
	statement.covered_by
	verb := does(statement)
	message := sprintf("all that the statement %s another one %s", [verb, verb])
}

# A document longer than AWS takes is not held against itself to the end.
findings contains finding.at(input.unheld, message) if {
	message := sprintf("%d statements were not held against the others: the document is too long", [input.unheld.statements])
}

does(statement) := "allows" if statement.allow

does(statement) := "denies" if statement.deny
