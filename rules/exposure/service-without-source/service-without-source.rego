# METADATA
# title: A service is let in for whomever it works
# description: |
#   A service acts for everybody who uses it. Without a condition on what it works
#   for, it can be made to act for somebody else: the confused deputy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   code: RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL
#   basis: inferred
#   subject: document
#   remedy: add a condition on aws:SourceArn or aws:SourceAccount
#   since: 0.2.0
package rules.exposure["service-without-source"]

import data.lib.finding

findings contains finding.at(entry, message) if {
	not input.type in {"trust", "identity", "scp", "rcp"}
	some statement in input.statements
	statement.allow
	not statement.refuted
	some entry in statement.principal.entries
	entry.under.Service
	count(sources & object.keys(object.get(statement, "keys", {}))) == 0
	not entry.value in sourceless
	message := sprintf("%s is let in for whomever it works", [entry.value])
}

sources := {"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"}

# sourceless are services whose calls have no source (Elastic Load Balancing User Guide,
# Enable access logs).
sourceless := {"logdelivery.elasticloadbalancing.amazonaws.com"}
