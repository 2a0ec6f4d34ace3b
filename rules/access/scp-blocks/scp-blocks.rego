# METADATA
# title: A service control policy stops what is meant
# description: |
#   Service control policies cap what the roles of an account can do: every level
#   from the organization's root down to the account has to allow an action, and
#   none may deny it. Whoever manages the organization changes them; no edit of
#   the role's or the bucket's policies can help.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
# schemas:
#   - input: schema.access
# custom:
#   severity: error
#   subject: access
#   remedy: change the service control policy; no edit of the role or the bucket can help
#   since: 0.1.0
package rules.access["scp-blocks"]

import data.lib.denial
import data.lib.finding
import data.lib.fix
import data.lib.intent

findings contains finding.fixed(finding.at(at, message), repair) if {
	some key, actions in lacking
	[level, at] := key
	names := finding.enumerated(actions)
	message := sprintf("no SCP attached to %s allows %s", [level, names])
	repair := fix.first(array.concat(
		[fix.unsafe(fix.meant(
			sprintf("add %s; no edit of the role or the bucket can help", [names]),
			[fix.add(at, action) | some action in actions],
		)) |
			at.path[_] == "Action"
		],
		[fix.unsafe(fix.meant(
			sprintf("allow %s to the role; no edit of the role or the bucket can help", [names]),
			[fix.add(object.union(at, {"path": []}), {"Statement": [{
				"Effect": "Allow",
				"Action": sort([action | some action in actions]),
				"Resource": "*",
				"Condition": {"ArnEquals": {"aws:PrincipalArn": input.role.arn}},
			}]})],
		))],
	))
}

# lacking are the actions by the level that does not allow them, and by what
# comes nearest there.
lacking[[level.at_level, at]] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some level in leg.layers.scp.levels
	level.silent
	some at in nearest(level)
}

lacking[[level.at_level, at]] contains action if {
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	some level in key.layers.scp.levels
	level.silent
	some at in nearest(level)
}

nearest(level) := {miss.at | some miss in level.nearest} if level.nearest

# Of several SCPs the first stands for all.
nearest(level) := {policy.at | some policy in array.slice(level.policies, 0, 1)} if not level.nearest

findings contains finding.graded(finding.fixed(finding.at(denied, message), denial.repair(input, denied)), narrow) if {
	some denied, actions in stopped
	narrow := intent.on_purpose(denied)
	message := sprintf("%s, attached to %s, denies %s", [denied.policy, denied.at_level, finding.enumerated(actions)])
}

# stopped are the actions by the statement that denies them.
stopped[denied] contains action if {
	some capability in input.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	some denied in leg.denies
	denied.at_level
	denied.layer == "scp"
}

stopped[denied] contains action if {
	some capability in input.capabilities
	capability.meant
	some action, key in capability.keys
	some denied in key.denies
	denied.at_level
	denied.layer == "scp"
}
