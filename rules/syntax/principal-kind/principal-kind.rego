# METADATA
# title: A kind of principal that does not exist
# description: |
#   Principals stand under AWS, Service, Federated or CanonicalUser.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_PRINCIPAL_KEY
#   subject: document
#   remedy: use AWS, Service, Federated or CanonicalUser
#   since: 0.1.0
package rules.syntax["principal-kind"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["principal-key"]
	message := sprintf("%s is no kind of principal", [problem.found])
}
