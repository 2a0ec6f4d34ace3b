# METADATA
# title: A statement that excepts everything
# description: |
#   The statement names actions, resources or principals by exception, and excepts all of
#   them: a Deny of all resources but * denies nothing.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: except less, or remove the statement
#   since: 0.2.0
package rules.redundancy["nothing-left"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	some statement in input.statements
	statement.nothing
	message := sprintf("the statement %s nothing: it excepts everything", [does(statement)])
}

does(statement) := "allows" if statement.allow

does(statement) := "denies" if statement.deny
