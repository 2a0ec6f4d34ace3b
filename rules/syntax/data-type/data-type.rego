# METADATA
# title: A value has the wrong JSON type
# description: |
#   The grammar of the policy language asks for another JSON type here.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: DATA_TYPE_MISMATCH
#   subject: document
#   remedy: write the type that the grammar has
#   since: 0.1.0
package rules.syntax["data-type"]

import data.lib.finding

findings contains finding.at(problem, message) if {
	some problem in input.problems["wrong-type"]
	message := sprintf("the value is of type %s where the grammar has %s", [problem.found, problem.wanted])
}
