# METADATA
# title: A condition key that a service never has
# description: |
#   A service that calls for itself has no key of accounts' principals: the
#   condition keeps it out, or is always met.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL
#   basis: inferred
#   subject: document
#   remedy: use aws:SourceAccount or aws:SourceOrgID
#   since: 0.2.0
package rules.conditions["never-of-service"]

import data.lib.finding

findings contains finding.noted(finding.at_key(test.key, message), notes) if {
	some statement in input.statements
	statement.allow
	some test in statement.tests
	services := {service.value | some service in test.key.never_of}
	count(services) > 0
	not test.if_exists
	message := sprintf("%s never has %s", [finding.enumerated(services), test.key.value])
	notes := [{"at": service.at, "message": "it is one of them"} | some service in test.key.never_of]
}
