# METADATA
# title: An access point does not let the role through
# description: |
#   A request to an access point has to be allowed by the access point's policy,
#   if the access point is of another account, and by the bucket policy behind
#   it, if the bucket is: which most often delegates to the access points of an
#   account and leaves the rest to their policies.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: allow the request in the access point's policy, and delegate to access points in the bucket policy
#   since: 0.1.0
package rules.access["access-point-blocks"]

import data.lib.finding
import data.lib.fix
import data.lib.grant

findings contains finding.fixed(finding.at(at, message), repair) if {
	some at, actions in lacking
	names := finding.enumerated(actions)
	message := sprintf("%s does not allow %s", [input.policies.access_point.policy, names])
	repair := fix.first(array.concat(
		[fix.edits(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]) | at.path[_] == "Action"],
		[grant.proposal(input, "access_point")],
	))
}

findings contains finding.at(input.access_point, message) if {
	not input.policies.access_point
	actions := {action | some at; some action in lacking[at]}
	count(actions) > 0
	message := sprintf("access point %s has no policy that allows the role %s", [input.access_point.name, finding.enumerated(actions)])
}

# lacking are the actions by what comes nearest in the access point's policy.
lacking[at] contains action if {
	input.access_point.account != input.role.account
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.access_point.silent
	some at in nearest(leg.layers.access_point, object.get(input.policies, "access_point", input.access_point))
}

findings contains finding.fixed(finding.at(at, message), repair) if {
	count(undelegated) > 0
	at := object.get(input.policies, "bucket_policy", input.access_point)
	message := sprintf("the bucket policy does not let %s through from access points of account %s", [
		finding.enumerated(undelegated), input.access_point.account,
	])
	repair := fix.first([delegation | input.policies.bucket_policy])
}

findings contains finding.at(input.access_point, message) if {
	count(undelegated) > 0
	not input.policies.bucket_policy
	message := sprintf("bucket %s has no policy that lets %s through from access points of account %s", [
		input.bucket.name, finding.enumerated(undelegated), input.access_point.account,
	])
}

# undelegated are the actions that the bucket policy does not allow behind the
# access point.
undelegated contains action if {
	input.cross_account
	input.access_point.arn
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.behind.silent
}

# delegation leaves it to the policies of the account's access points.
delegation := fix.edits(
	sprintf("delegate %s to the access points of account %s", [finding.enumerated(undelegated), input.access_point.account]),
	[fix.add(input.policies.bucket_policy, {"Statement": [{
		"Effect": "Allow",
		"Principal": {"AWS": "*"},
		"Action": sort([action | some action in undelegated]),
		"Resource": [input.bucket.arn, sprintf("%s/*", [input.bucket.arn])],
		"Condition": {"StringEquals": {"s3:DataAccessPointAccount": input.access_point.account}},
	}]})],
)

nearest(layer, _) := {miss.at | some miss in layer.nearest} if layer.nearest

nearest(layer, whole) := {whole.at} if not layer.nearest
