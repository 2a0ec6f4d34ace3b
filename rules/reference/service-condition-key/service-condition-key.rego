# METADATA
# title: A condition key that the service does not have
# description: |
#   The service has no key of this name, or it is newer than the reference data.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_SERVICE_CONDITION_KEY
#   subject: document
#   against: service reference
#   remedy: name a condition key of the service
#   since: 0.2.0
package rules.reference["service-condition-key"]

import data.lib.finding

findings contains finding.at_key(key, message) if {
	some key in input.unknown.keys
	key.of_service
	key.nearest
	message := sprintf("there is no condition key %s; did you mean %s?", [json.marshal(key.value), key.nearest])
}

# A name that is like no other may be newer than the reference.
findings contains finding.capped(finding.at_key(key, message), "warning") if {
	some key in input.unknown.keys
	key.of_service
	not key.nearest
	message := sprintf("%s is a condition key of no service in the reference data", [json.marshal(key.value)])
}
