# METADATA
# title: Grants
# description: |
#   Proposes statements that allow what is meant and a layer does not allow:
#   exactly the actions, on exactly the resources, to exactly the role.
package lib.grant

import data.lib.finding
import data.lib.fix

# needs is what a layer does not allow and has to: resources by action. An action that
# a statement allows under a condition is none of it: what the condition is for stands in
# no input.
needs(facts, layer) := object.union_n([of_bucket(facts, layer), of_tags(facts, layer), of_key(facts, layer)])

of_bucket(facts, layer) := {action: leg.meant_resources |
	some capability in facts.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	lacks(leg.layers[layer])
	not leg.layers[layer].nearest.condition
}

# of_tags is what the uploads that a layer has to allow need where they carry tags.
of_tags(facts, layer) := {action: leg.meant_resources |
	of_bucket(facts, layer)["s3:PutObject"]
	some action, leg in facts.capabilities.write.tagging.legs
	lacks(leg.layers[layer])
}

# of_key is what a layer has to allow on the key, where that is to stand in the
# same statements or document: elsewhere key-not-granted proposes it.
of_key(facts, "boundary") := {action: [key.resource] |
	some action, key in keys(facts)
	key.layers.boundary.silent
}

of_key(facts, "identity") := {action: [key.resource] |
	not facts.policies.identity
	some action, key in keys(facts)
	key.layers.identity.silent
}

of_key(facts, "session") := {action: [key.resource] |
	some action, key in keys(facts)
	key.layers.session.silent
}

of_key(_, layer) := {} if not layer in ["boundary", "identity", "session"]

keys(facts) := object.union_n([object.get(capability, "keys", {}) |
	not facts.bucket.key.managed_by_aws
	some capability in facts.capabilities
	capability.meant
])

lacks(layer) if layer.silent

# Where it is not documented whether a side has to allow, a grant names it.
lacks(layer) if layer.undocumented

# proposal adds statements for all that the layer does not allow, but what a statement
# of the role or of the bucket allows on other resources: that it is narrow may be meant,
# and missing-resource speaks of it.
proposal(facts, layer) := allowing(facts, layer, object.remove(needs(facts, layer), narrowed(facts, layer)))

narrowed(facts, layer) := {action |
	layer in ["identity", "bucket_policy"]
	some capability in facts.capabilities
	capability.meant
	some unreached in capability.unreached
	some action, leg in unreached.legs
	narrow := leg.layers[layer].nearest.resource
	not narrow.bucket_form
	not narrow.object_form
}

# part does so for some of the actions; uploads need what their tags do.
part(facts, layer, actions) := allowing(facts, layer, {action: resources |
	some action, resources in needs(facts, layer)
	action in (actions | tagging(facts, layer, actions))
})

tagging(facts, layer, actions) := object.keys(of_tags(facts, layer)) if "s3:PutObject" in actions

tagging(_, _, actions) := set() if not "s3:PutObject" in actions

# allowing adds statements that allow the actions, with their resources.
allowing(facts, layer, wanted) := put(
	facts, layer,
	sprintf("add a statement that allows %s", [finding.enumerated(object.keys(wanted))]),
	granting(facts, layer, wanted),
)

# nearest are the elements that come nearest to allowing an action on the key,
# each by its name; the layer's policy as a whole where none comes near.
nearest(layer, _) := {object.union({"at": miss.at, name: true}, said(miss)) | some name, miss in layer.nearest} if layer.nearest

nearest(layer, whole) := {{"at": finding.place(whole)}} if not layer.nearest

# said is what the request has for a condition.
said(miss) := {"message": sprintf("in the request %s is %s", [miss.name, miss.found])} if miss.name

said(miss) := {} if not miss.name

# mended adds to a finding how the layer comes to allow actions on the key: in
# the statement that lacks nothing else, or in one of their own. What a condition
# is for stands in no facts: no statement is proposed that goes around it.
mended(found, near, actions, repair) := finding.fixed(found, fix.first(array.concat(
	[fix.meant(sprintf("add %s", [finding.enumerated(actions)]), [fix.add(near, action) | some action in sort(actions)]) |
		near.action
		near.at.path[_] == "Action"
	],
	[repair],
))) if {
	not near.condition
}

mended(found, near, _, _) := finding.noted(found, [{"at": near.at, "message": near.message}]) if near.condition

# in_key_policy adds a statement that allows the role to use the key.
in_key_policy(facts, actions) := fix.meant("let the role use the key", [fix.add(facts.policies.key, {"Statement": [{
	"Effect": "Allow",
	"Principal": {"AWS": facts.role.arn},
	"Action": lone(sort(actions)),
	"Resource": "*",
}]})])

# on_key adds a statement that allows actions on the key.
on_key(facts, layer, actions, resource) := put(
	facts, layer, "allow it on the key",
	[{"Effect": "Allow", "Action": lone(sort(actions)), "Resource": resource}],
)

# put adds statements to the layer's policy, or makes a policy where the layer
# has none.
put(facts, layer, description, list) := fix.meant(description, [fix.add(
	facts.policies[layer],
	{"Statement": list},
)]) if {
	facts.policies[layer]
}

put(facts, "bucket_policy", description, list) := fix.document(
	description, "bucket",
	{"Version": "2012-10-17", "Statement": list},
) if {
	not facts.policies.bucket_policy
}

put(facts, "identity", description, list) := fix.document(
	description, "role",
	{"Version": "2012-10-17", "Statement": list},
) if {
	not facts.policies.identity
}

put(facts, "boundary", _, _) := fix.commands("put the role under a permissions boundary that allows it", [sprintf(
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

# granting has one statement for each list of resources, and of its own for
# uploads that have to hand what they write to the bucket's owner.
granting(facts, layer, wanted) := [object.union_n([statement, principal(facts, layer), condition]) |
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

principal(facts, "access_point") := {"Principal": {"AWS": facts.role.arn}}

# Of an endpoint of type gateway the Principal has to be "*".
principal(facts, "vpc_endpoint") := {"Principal": "*", "Condition": {"ArnEquals": {"aws:PrincipalArn": facts.role.arn}}}

principal(_, layer) := {} if not layer in {"bucket_policy", "vpc_endpoint", "access_point"}

lone(list) := list[0] if count(list) == 1

lone(list) := list if count(list) != 1
