# METADATA
# title: Plain HTTP is denied in part
# description: |
#   The policy denies requests without TLS, but not all of them: some actions, the
#   bucket itself or its objects, or some callers are left out, so that S3 still
#   answers those over plain HTTP.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: deny s3:* on the bucket and its objects to the principal "*"
#   since: 0.2.0
package rules.conditions["tls-in-part"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	input.type == "bucket"
	not whole
	some statement in refusing
	count(missed) > 0
	message := sprintf("plain HTTP is denied, but not for %s", [finding.enumerated(missed)])
}

# refusing are the statements that deny what comes without TLS, under no other condition.
refusing contains statement if {
	some statement in input.statements
	statement.deny
	count(statement.tests) == 1
	some test in statement.tests
	test.key.name["aws:securetransport"]
	test.base.Bool
	some value in test.values
	value.truth["false"]
}

whole if {
	some statement in refusing
	everybody(statement)
	every_action(statement)
	some bucket in statement.resource.entries
	bucket.bucket
	some objects in statement.resource.entries
	objects.objects
}

missed contains "everybody" if {
	some statement in refusing
	not everybody(statement)
}

missed contains "every action" if {
	some statement in refusing
	not every_action(statement)
}

missed contains "the bucket itself" if {
	some statement in refusing
	count([entry | some entry in statement.resource.entries; not entry.objects]) == 0
}

missed contains "its objects" if {
	some statement in refusing
	count([entry | some entry in statement.resource.entries; not entry.bucket]) == 0
}

everybody(statement) if statement.principal.star

everybody(statement) if {
	some entry in statement.principal.entries
	entry.is.everyone
}

every_action(statement) if statement.action.everything

every_action(statement) if {
	some entry in statement.action.entries
	entry.whole_service
}
