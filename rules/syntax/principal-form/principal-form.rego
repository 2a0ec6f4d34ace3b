# METADATA
# title: A Principal that is no object
# description: |
#   A Principal is * or an object: names of principals by their kind, as in {"AWS":
#   "111122223333"}.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_PRINCIPAL_FORMAT
#   subject: document
#   remedy: 'write the kind before the name, as in {"AWS": "111122223333"}'
#   since: 0.2.0
package rules.syntax["principal-form"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["principal-form"]
	message := sprintf("the principal is of type %s where the grammar has %s", [problem.found, problem.wanted])
}
