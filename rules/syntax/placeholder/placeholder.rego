# METADATA
# title: Something is still to be filled in
# description: |
#   ${BUCKET}, <account-id> or YOUR_BUCKET read like something that somebody fills in,
#   and the file is no template: AWS takes it as it stands.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: put the value in its place
#   since: 0.2.0
package rules.syntax.placeholder

import data.lib.finding

# One finding of a document names all of them.
findings contains finding.noted(finding.at(blanks[0], message), [{"at": other.at, "message": sprintf("so is %s", [other.value])} |
	some i, other in blanks
	i > 0
]) if {
	count(blanks) > 0
	names := {variable.value | some variable in blanks}
	message := sprintf("%s %s to be filled in", [finding.enumerated(names), verb(names)])
}

blanks := [variable |
	some statement in input.statements
	some variable in statement.variables
	variable.placeholder
]

verb(names) := "is" if count(names) == 1

verb(names) := "are" if count(names) > 1
