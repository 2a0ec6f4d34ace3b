# METADATA
# title: Access control lists are in force
# description: |
#   Object Ownership is not BucketOwnerEnforced: who owns an object, and who reads it,
#   hangs on the access control lists that uploads carry, beside all policies.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# schemas:
#   - input: schema.bucket
# custom:
#   severity: suggestion
#   subject: bucket
#   remedy: enforce bucket owner ownership once no grant of a list is needed
#   since: 0.1.0
package rules.settings["acls-in-force"]

import data.lib.finding
import data.lib.fix

findings contains finding.fixed(finding.at(input.ownership, message), repair) if {
	input.ownership.acls_in_force
	message := sprintf("access control lists are in force: Object Ownership is %s", [input.ownership.setting])
	repair := fix.put_settings("let the bucket's owner own every object", {"object_ownership": "BucketOwnerEnforced"}, array.concat(
		moving,
		[sprintf(
			"aws s3api put-bucket-ownership-controls --bucket %s --ownership-controls '%s'",
			[input.name, `{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}`],
		)],
	))
}

# S3 refuses the setting while the list grants anything to others.
moving := [sprintf("aws s3api put-bucket-acl --bucket %s --acl private", [input.name])] if {
	input.acl.grants_to_others
}

moving := [] if not input.acl.grants_to_others
