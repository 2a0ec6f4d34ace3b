# METADATA
# title: A condition key that AWS does not have
# description: |
#   No request carries such a key: most conditions on it are never met, and some are
#   always. Keys of identity providers are not judged.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   code: INVALID_GLOBAL_CONDITION_KEY
#   subject: document
#   against: service reference
#   remedy: name a condition key of AWS
#   since: 0.1.0
package rules.reference["condition-key"]

import data.lib.finding

findings contains finding.at_key(key, message) if {
	some key in input.unknown.keys
	not key.of_service
	message := sprintf("no request has the condition key %s%s", [json.marshal(key.value), said(key)])
}

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
