# METADATA
# title: A Resource in a trust policy
# description: |
#   A trust policy is about its own role, and takes no Resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE
#   subject: document
#   remedy: remove the element
#   since: 0.2.0
package rules.syntax["trust-resource"]

import data.lib.finding

findings contains finding.at(statement.resource, message) if {
	some statement in input.statements
	input.of.trust
	statement.resource.at
	message := "a trust policy takes no Resource: it is about its own role"
}
