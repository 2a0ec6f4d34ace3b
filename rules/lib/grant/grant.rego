# METADATA
# title: Grants
# description: |
#   Proposes statements that allow what is meant and a layer does not allow:
#   exactly the actions, on exactly the resources, to exactly the role.
package lib.grant

import data.lib.finding
import data.lib.fix

# needs is what a layer does not allow and has to: resources by action.
needs(facts, layer) := {action: leg.meant_resources |
	some capability in facts.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	lacks(leg.layers[layer])
}

lacks(layer) if layer.silent

# Where it is not documented whether a side has to allow, a grant names it.
lacks(layer) if layer.undocumented

# proposal adds statements to the layer's policy, or makes a policy where the
# layer has none.
proposal(facts, layer) := fix.edits(words(facts, layer), [fix.add(
	facts.policies[layer],
	{"Statement": statements(facts, layer)},
)]) if {
	facts.policies[layer]
}

proposal(facts, "bucket_policy") := fix.document(
	words(facts, "bucket_policy"), "bucket",
	{"Version": "2012-10-17", "Statement": statements(facts, "bucket_policy")},
) if {
	not facts.policies.bucket_policy
}

proposal(facts, "identity") := fix.document(
	words(facts, "identity"), "role",
	{"Version": "2012-10-17", "Statement": statements(facts, "identity")},
) if {
	not facts.policies.identity
}

proposal(facts, "boundary") := fix.commands("put the role under a permissions boundary that allows it", [sprintf(
	"aws iam put-role-permissions-boundary --role-name %s --permissions-boundary POLICY_ARN",
	[facts.role.name],
)]) if {
	not facts.policies.boundary
}

# names_pair holds of a statement by which one side of the pair names the other.
names_pair(facts, statement) if {
	some named in object.get(facts, "named_by_bucket", [])
	named.at == statement.at
}

names_pair(facts, statement) if {
	some named in object.get(facts, "named_by_role", [])
	named.at == statement.at
}

# denied_instead holds where the layer denies the action in a statement that
# names the pair: what would allow it is that statement's Effect.
denied_instead(facts, leg, layer) if {
	some denied in leg.denies
	denied.layer == layer
	names_pair(facts, denied)
}

words(facts, layer) := sprintf("add a statement that allows %s", [finding.enumerated(object.keys(needs(facts, layer)))])

# statements has one statement for each list of resources, and of its own for
# uploads that have to hand what they write to the bucket's owner.
statements(facts, layer) := [object.union_n([statement, principal(facts, layer), condition]) |
	wanted := needs(facts, layer)
	some [resources, condition] in {[resources, handing(facts, layer, action)] | some action, resources in wanted}
	statement := {
		"Effect": "Allow",
		"Action": lone(sort([action |
			some action, on in wanted
			on == resources
			handing(facts, layer, action) == condition
		])),
		"Resource": lone(resources),
	}
]

# handing makes the header that hands an upload to the bucket's owner a
# condition, where the owner would not own it otherwise.
handing(facts, layer, action) := {"Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}} if {
	uploading(facts, layer, action)
}

handing(facts, layer, action) := {} if not uploading(facts, layer, action)

uploading(facts, "bucket_policy", action) if {
	facts.cross_account
	facts.bucket.ownership.acls_in_force
	action in {"s3:PutObject", "s3:PutObjectAcl"}
}

principal(facts, "bucket_policy") := {"Principal": {"AWS": facts.role.arn}}

# Of an endpoint of type gateway the Principal has to be "*".
principal(facts, "vpc_endpoint") := {"Principal": "*", "Condition": {"ArnEquals": {"aws:PrincipalArn": facts.role.arn}}}

principal(_, layer) := {} if not layer in {"bucket_policy", "vpc_endpoint"}

lone(list) := list[0] if count(list) == 1

lone(list) := list if count(list) != 1
