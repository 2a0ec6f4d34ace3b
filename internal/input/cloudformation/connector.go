package cloudformation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// onBucket is what a connector of SAM to a bucket lets its source do, by permission
// (the connector profiles of the AWS SAM transform).
var onBucket = map[string]string{
	"Read": "s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion " +
		"s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket " +
		"s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts",
	"Write": "s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject",
}

// callers are the sources that a connector to a bucket can have, with the property that
// names their role.
var callers = map[string]string{
	"AWS::Serverless::Function": "Role", "AWS::Lambda::Function": "Role",
	"AWS::Serverless::StateMachine": "Role", "AWS::StepFunctions::StateMachine": "RoleArn",
}

// connectors reads those that are resources, and those that are embedded in their
// source: SAM makes resources of them (SAM Developer Guide, AWS CloudFormation
// resources generated when you specify AWS::Serverless::Connector).
func (t *template) connectors() {
	for _, m := range t.resources.members {
		r := &resource{id: m.name, node: m.value, properties: m.value.get("Properties"), guards: t.guardsOf(m.name)}
		if len(r.guards) > 0 {
			if yes, known := t.decide(r.guards[0].name, nil); known && yes {
				r.guards = nil
			} else if known {
				continue // it is never made
			}
		}
		if typeOf(m.value) == "AWS::Serverless::Connector" {
			t.connector(r, r.properties.get("Source"), "")
		}
		inside := m.value.get("Connectors")
		if inside == nil || inside.kind != mapping {
			continue
		}
		for _, c := range inside.members {
			one := &resource{id: m.name + c.name, node: c.value, properties: c.value.get("Properties"), guards: r.guards}
			t.connector(one, one.properties.get("SourceReference"), m.name)
		}
	}
}

// connector reads one; in is the source that it is embedded in.
func (t *template) connector(r *resource, source *node, in string) {
	t.each(r.properties.get("Destination"), nil, func(destination *node, _ []guard) {
		kind, bucket := t.destination(destination)
		switch {
		case kind == "" || kind == "AWS::S3::Bucket" && bucket == "":
			t.told(r.node.at, "the connector "+r.id, "one to a destination that the template names with its type")
			return
		case kind != "AWS::S3::Bucket":
			return // what it lets its source do has nothing to do with buckets
		}
		at, guards := t.source(r, source, in)
		if at < 0 {
			t.told(r.node.at, "the connector "+r.id, "one from a source whose role is known")
			return
		}
		t.grant(r, at, bucket, guards)
	})
}

// destination returns the type of what a connector leads to, and the ARN of a bucket.
func (t *template) destination(n *node) (kind, bucket string) {
	id := t.string(n, "Id")
	if to := t.resources.get(id); to != nil {
		return typeOf(to), t.arn(id, to, nil)
	}
	return t.string(n, "Type"), t.string(n, "Arn")
}

// source returns where the role of a connector's source is in the records, -1 for one
// of which nobody knows, and the guards under which the role is there.
func (t *template) source(r *resource, reference *node, in string) (at int, guards []guard) {
	if id := t.string(reference, "Id"); id != "" {
		in = id
	}
	from := t.resources.get(in)
	name := t.string(reference, "RoleName")
	if from != nil {
		property, ok := callers[typeOf(from)]
		if !ok {
			return -1, nil
		}
		of := from.path("Properties", property)
		if of == nil {
			at, ok := t.roles[in+"Role"]
			if !ok {
				return -1, nil
			}
			return at, t.guardsOf(in)
		}
		arn, ok := t.text(of, nil)
		if !ok || unknown.Whole(arn) {
			return -1, nil
		}
		if at := slices.IndexFunc(t.records.Roles, func(role input.Role) bool { return role.ARN == arn }); at >= 0 {
			return at, t.guardsOf(in)
		}
		name = last(arn)
	}
	if name == "" {
		return -1, nil
	}
	if id, ok := t.target(name, "AWS::IAM::Role"); ok {
		if at, known := t.roles[id]; known {
			return at, t.guardsOf(id)
		}
	}
	t.records.Roles = append(t.records.Roles, input.Role{Account: t.account, Name: name, At: t.place(r.node.at)})
	return len(t.records.Roles) - 1, nil
}

// grant attaches the managed policy that a connector becomes to a role.
func (t *template) grant(r *resource, at int, bucket string, owners []guard) {
	place, role := r.node.at, &t.records.Roles[at]
	action, resource := &node{kind: list, at: place}, &node{kind: list, at: place}
	t.each(r.properties.get("Permissions"), nil, func(item *node, _ []guard) {
		actions, known := onBucket[item.text]
		if !known {
			t.told(item.at, shown(describe(item)), "Read or Write")
		}
		for _, a := range strings.Fields(actions) {
			action.items = append(action.items, scalarOf(a, item.at))
		}
	})
	if len(action.items) == 0 {
		role.Unread = append(role.Unread, "the policy of the connector "+r.id+" of role "+shown(role.Name)+", which is not read")
		return
	}
	for _, end := range []string{"", "/*"} {
		resource.items = append(resource.items, scalarOf(bucket+end, place))
	}
	doc, _ := t.document(mappingOf(place, member{"Version", place, scalarOf(policy.CurrentVersion, place)}, member{"Statement", place,
		mappingOf(place, member{"Effect", place, scalarOf("Allow", place)}, member{"Action", place, action}, member{"Resource", place, resource})}),
		policy.Identity, same(r.guards, owners)...)
	id := r.id + "Policy"
	if n := len(role.Attached.Value); slices.ContainsFunc(role.Attached.Value, func(ref input.PolicyRef) bool { return ref.Name == unknown.Made(t.scope, id) }) {
		id += strconv.Itoa(n)
	}
	m := input.ManagedPolicy{Account: t.account, Name: unknown.Made(t.scope, id), At: t.place(place), Document: doc}
	m.ARN = "arn:" + partition + ":iam::" + t.account + ":policy/" + m.Name
	t.records.Policies = append(t.records.Policies, m)
	role.Attached.Value = append(role.Attached.Value, input.PolicyRef{Name: m.Name, ARN: m.ARN, At: m.At})
}
