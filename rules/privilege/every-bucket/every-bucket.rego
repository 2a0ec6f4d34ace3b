# METADATA
# title: Every bucket
# description: |
#   The statement lets its holder read or change the objects of every bucket that
#   lets its account in, or say who gets at them. AWS writes such policies for
#   administrators; a role of a program needs its buckets.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam-awsmanpol.html
# schemas:
#   - input: schema.document
# custom:
#   severity: suggestion
#   subject: document
#   remedy: name the buckets, or those of one account by a condition on aws:ResourceAccount
#   since: 0.2.0
package rules.privilege["every-bucket"]

import data.lib.finding

findings contains finding.related(finding.at(statement.action, message), entry, "on this") if {
	some statement in wide
	some entry in statement.resource.entries
	entry.every_object
	does := done(statement)
	count(does) > 0
	message := told(does)
}

wide contains statement if {
	input.of.identity
	not input.caps
	some statement in input.statements
	statement.allow
	not statement.conditional
	not statement.resource.not
	not statement.action.not
	not statement.action.everything
}

done(statement) := {grant.does | some grant in grants; grant.of == statement.at; not grant.by.refuted}

told(does) := sprintf("objects of every bucket may be %s%s", [finding.enumerated(does - {"opened"}), opened(does)]) if {
	count(does - {"opened"}) > 0
}

told({"opened"}) := "others may be let in to every bucket"

opened(does) := ", and others let in" if "opened" in does

opened(does) := "" if not "opened" in does

grants contains grant(statement, "read", statement.allows["s3:GetObject"]) if some statement in wide

grants contains grant(statement, "written", statement.allows["s3:PutObject"]) if some statement in wide

grants contains grant(statement, "deleted", statement.allows["s3:DeleteObject"]) if some statement in wide

grants contains grant(statement, "opened", statement.allows["s3:PutBucketPolicy"]) if some statement in wide

grants contains grant(statement, "opened", statement.allows["s3:PutBucketAcl"]) if some statement in wide

grant(statement, does, by) := {"of": statement.at, "does": does, "by": by}
