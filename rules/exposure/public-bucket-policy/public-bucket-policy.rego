# METADATA
# title: A bucket policy lets in anybody
# description: |
#   The statement grants to everybody in the world, with or without an AWS account, and
#   no condition pins it down to accounts, organizations or networks. Reading may be
#   meant, as for a website: that is a suggestion.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: name the principals, or the organization in a condition on aws:PrincipalOrgID
#   since: 0.1.0
package rules.exposure["public-bucket-policy"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	some statement in input.public
	input.type == "bucket"
	statement.changes
	message := sprintf("anybody in the world is allowed %s%s", [finding.enumerated(statement.changes), unless(statement)])
}

findings contains finding.capped(finding.at(statement, message), "suggestion") if {
	some statement in input.public
	input.type == "bucket"
	not statement.changes
	message := sprintf("the bucket is open to anybody in the world%s", [unless(statement)])
}

unless(statement) := ", unless Block Public Access is on (not exported)" if statement.block_unknown

unless(statement) := "" if not statement.block_unknown
