# METADATA
# title: A condition on a Region that AWS does not have
# description: |
#   No request carries a Region of this name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_REGION
#   basis: inferred
#   subject: document
#   remedy: write the Region
#   since: 0.2.0
package rules.reference["region-value"]

import data.lib.finding

findings contains finding.at(value, message) if {
	some statement in input.statements
	some test in statement.tests
	some value in test.values
	unknown := value.unknown_region
	message := sprintf("there is no Region %s%s", [unknown.value, said(unknown)])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
