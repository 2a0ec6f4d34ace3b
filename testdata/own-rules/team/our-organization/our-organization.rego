# METADATA
# title: Objects are read from outside of our organization
# description: |
#   An Allow of a bucket policy lets principals read objects, and neither it nor a
#   Deny of the policy asks whether they are of our organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
# schemas:
#   - input: schema.document
# custom:
#   severity: error
#   subject: document
#   remedy: add the condition, or a Deny of everybody else
package rules.team["our-organization"]

import data.lib.finding

ours := "o-a1b2c3d4e5"

findings contains finding.at(statement.principal, message) if {
	input.type == "bucket"
	some statement in input.statements
	statement.allows["s3:GetObject"]
	not statement.refuted
	not asks_for_us(statement)
	not denied_to_others(statement)
	message := "s3:GetObject is allowed to principals outside of our organization"
}

asks_for_us(statement) if {
	some test in statement.tests
	test.base.StringEquals
	names_us(test)
	not test.if_exists
}

# One Deny has to speak of every resource that the Allow speaks of, and of nothing
# but the organization.
denied_to_others(allowed) if {
	some statement in input.statements
	statement.denies["s3:GetObject"]
	statement.principal.star
	count(statement.tests) == 1
	statement.tests[0].base.StringNotEquals
	names_us(statement.tests[0])
	not allowed.resource.not
	not statement.resource.not
	every resource in allowed.resource.entries {
		some denied in statement.resource.entries
		denied.value == resource.value
	}
}

names_us(test) if {
	test.key.name["aws:principalorgid"]
	not test.for_all_values
	count(test.values) == 1
	test.values[0].value == ours
}
