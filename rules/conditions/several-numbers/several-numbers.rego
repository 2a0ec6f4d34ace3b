# METADATA
# title: Several numbers of which one decides
# description: |
#   Of several values under a comparison with less or greater one decides: the
#   greatest of those that a value has to be below, the least of those that it has
#   to be above.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   code: REDUNDANT_CONDITION_VALUE_NUM
#   subject: document
#   remedy: keep the one that decides
#   since: 0.2.0
package rules.conditions["several-numbers"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(test, message), repair) if {
	some statement in input.statements
	some test in statement.tests
	test.several
	test.decides
	message := sprintf("of %d values of %s under %s %s decides", [test.several, test.key.value, test.operator, test.decides])
	repair := fix.edits(sprintf("write %s alone", [test.decides]), [fix.replace(test, test.decides)])
}
