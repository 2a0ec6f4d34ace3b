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
#   remedy: allow the request in the access point's policy, delegate to access points in the bucket policy, or come from the access point's VPC
#   since: 0.1.0
package rules.access["access-point-blocks"]

import data.lib.finding
import data.lib.fix
import data.lib.grant
import data.lib.intent

findings contains finding.graded(finding.fixed(finding.at(at, message), repair), narrow) if {
	some key, actions in lacking
	[at, narrow] := key
	names := finding.enumerated(actions)
	message := sprintf("%s does not allow %s", [input.policies.access_point.policy, names])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [names]), [fix.add(at, action) | some action in actions]) | at.path[_] == "Action"],
		[grant.proposal(input, "access_point")],
	))
}

findings contains finding.at(input.access_point, message) if {
	not input.policies.access_point
	some _ in silent
	message := sprintf("access point %s has no policy that allows the role %s", [input.access_point.name, finding.enumerated(silent)])
}

silent contains action if {
	some actions in lacking
	some action in actions
}

# lacking are the actions by what comes nearest in the access point's policy.
lacking[[at, intent.on_purpose(leg.layers.access_point)]] contains action if {
	input.access_point.account != input.role.account
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.access_point.silent
	not grant.denied_instead(input, leg, "access_point")
	some at in nearest(leg.layers.access_point, object.get(input.policies, "access_point", input.access_point))
}

# The network origin of an access point is set when it is made.
findings contains finding.at(input.access_point, message) if {
	input.access_point.vpc
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some leg in unreached.legs
	some denied in leg.denies
	denied.managed_by_aws
	denied.layer == "access_point"
	message := sprintf("access point %s takes requests from VPC %s alone", [input.access_point.name, input.access_point.vpc])
}

# One session of the role is let through, and its other sessions are not.
findings contains finding.capped(finding.fixed(finding.at(principal, message), repair), "warning") if {
	some principal, actions in sessions
	message := sprintf("%s lets one session of the role do %s", [
		input.policies.access_point.policy, finding.enumerated(actions),
	])
	repair := fix.meant("name the role", [fix.replace(principal, input.role.arn)])
}

sessions[principal] contains action if {
	some capability in input.capabilities
	capability.meant
	some action, leg in capability.legs
	some principal in leg.layers.access_point.sessions
}

findings contains finding.fixed(finding.at(at, message), repair) if {
	some at, actions in undelegated
	message := sprintf("the bucket policy does not let %s through from access points of account %s", [
		finding.enumerated(actions), input.access_point.account,
	])
	repair := fix.first(array.concat(
		[fix.meant(sprintf("add %s", [finding.enumerated(actions)]), [fix.add(at, action) | some action in actions]) |
			at.path[_] == "Action"
		],
		[fix.meant(words, [fix.add(input.policies.bucket_policy, {"Statement": delegation})])],
	))
}

findings contains finding.fixed(finding.at(statement, message), repair) if {
	some _ in delegable
	not input.policies.bucket_policy
	some statement in object.get(input, "named_by_role", [input.access_point])
	message := sprintf("bucket %s has no policy that lets %s through from access points of account %s", [
		input.bucket.name, finding.enumerated(delegable), input.access_point.account,
	])
	repair := fix.document(words, "bucket", {"Version": "2012-10-17", "Statement": delegation})
}

# undelegated are the actions that the bucket policy does not allow behind the
# access point, by what comes nearest in it.
undelegated[at] contains action if {
	some [action, layer] in behind
	some at in nearest(layer, input.policies.bucket_policy)
}

delegable contains action if some [action, _] in behind

behind contains [action, leg.layers.behind] if {
	input.cross_account
	input.access_point.arn
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	leg.layers.behind.silent
}

words := sprintf("delegate %s to the access points of account %s", [
	finding.enumerated(delegable), input.access_point.account,
])

# delegation leaves it to the policies of the account's access points.
delegation := [{
	"Effect": "Allow",
	"Principal": {"AWS": "*"},
	"Action": sort([action | some action in delegable]),
	"Resource": [input.bucket.arn, sprintf("%s/*", [input.bucket.arn])],
	"Condition": {"StringEquals": {"s3:DataAccessPointAccount": input.access_point.account}},
}]

nearest(layer, _) := {miss.at | some miss in layer.nearest} if layer.nearest

nearest(layer, whole) := {whole.at} if not layer.nearest
