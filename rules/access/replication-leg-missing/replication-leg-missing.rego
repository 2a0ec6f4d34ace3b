# METADATA
# title: Replication lacks an action that one side names
# description: |
#   S3 replicates with the permissions of a role: it reads versions where they are and
#   writes them where they go, and across accounts the bucket policy has to allow it
#   too. A replica that is to belong to the destination's owner needs
#   s3:ObjectOwnerOverrideToBucketOwner on both sides, unless Object Ownership there is
#   BucketOwnerEnforced. Here one side names an action of replication and the other
#   does not allow it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
# schemas:
#   - input: schema.access
# custom:
#   severity: warning
#   subject: access
#   remedy: allow the action on both sides, or take it out of the side that names it
#   since: 0.2.0
package rules.access["replication-leg-missing"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.noted(finding.at(miss, message), notes(action)), repair) if {
	some action, leg in input.replication.legs
	some layer in ["identity", "boundary", "bucket_policy"]
	miss := leg.layers[layer].nearest.action
	message := sprintf("%s lacks %s: replication that needs it fails", [miss.policy, action])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [action]), [fix.add(miss, action)]) | not miss.excepted],
		[grant.allowing(input, layer, {action: leg.meant_resources})],
	))
}

findings contains finding.noted(finding.at(denied, message), notes(action)) if {
	some action, leg in input.replication.legs
	some denied in leg.denies
	message := sprintf("%s denies %s: replication that needs it fails", [denied.policy, action])
}

notes(action) := {{"at": statement.at, "message": message} |
	some statement in input.replication.listed
	statement.action == action
	message := sprintf("%s allows %s", [statement.policy, action])
}
