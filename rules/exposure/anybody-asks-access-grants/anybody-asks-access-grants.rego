# METADATA
# title: Anybody may ask an S3 Access Grants instance
# description: |
#   The policy of the instance lets in every AWS account, and no condition pins it down to
#   accounts or organizations. What a caller gets is still what a grant says, so the list of
#   grants alone keeps strangers out. AWS's own example names accounts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-cross-accounts.html
# schemas:
#   - input: schema.document
# custom:
#   severity: security-warning
#   subject: document
#   remedy: name the accounts, or the organization in a condition on aws:PrincipalOrgID
#   since: 0.2.0
package rules.exposure["anybody-asks-access-grants"]

import data.lib.finding

findings contains finding.at(statement, message) if {
	some statement in input.public
	input.type == "access-grants"
	message := "every AWS account may ask this S3 Access Grants instance"
}
