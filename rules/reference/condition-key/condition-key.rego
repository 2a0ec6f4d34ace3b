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
import data.lib.fix

findings contains finding.at_key(key, message(key)) if {
	some key in input.unknown.keys
	not key.of_service
	not whole(key)
}

findings contains finding.fixed(finding.at_key(key, message(key)), repair) if {
	some key in input.unknown.keys
	not key.of_service
	whole(key)
	repair := fix.edits(sprintf("name %s", [key.nearest]), [fix.replace(key, key.nearest)])
}

# whole holds where the name that was probably meant can stand as it is.
whole(key) if {
	key.nearest
	not key.template
}

message(key) := sprintf("no request has the condition key %s%s", [json.marshal(key.value), said(key)])

said(name) := sprintf("; did you mean %s?", [name.nearest]) if name.nearest

said(name) := "" if not name.nearest
