# METADATA
# title: A statement of a resource policy without Principal
# description: |
#   A statement of a resource policy names whom it is about; without that it
#   matches nobody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: MISSING_PRINCIPAL
#   subject: document
#   remedy: add Principal
#   since: 0.1.0
package rules.syntax["missing-principal"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["no-principal"]
	message := "the statement has neither Principal nor NotPrincipal"
}
