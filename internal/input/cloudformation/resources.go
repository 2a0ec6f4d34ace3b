package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// resource is one resource of the template.
type resource struct {
	id         string
	node       *node
	properties *node
	// guards are the condition that the resource is made under.
	guards []guard
}

// kindRead is a type of resources with what reads it.
type kindRead struct {
	of   string
	read func(*template, *resource)
}

// kinds are the types that are read, in the order in which they are: what is
// attached comes behind what it is attached to.
func kinds() []kindRead {
	return []kindRead{
		{"AWS::IAM::Role", (*template).role}, {"AWS::IAM::User", (*template).user}, {"AWS::IAM::Group", (*template).group},
		{"AWS::IAM::ManagedPolicy", (*template).managedPolicy}, {"AWS::IAM::Policy", (*template).inlinePolicy},
		{"AWS::IAM::RolePolicy", (*template).inlinePolicy}, {"AWS::IAM::UserPolicy", (*template).inlinePolicy},
		{"AWS::IAM::GroupPolicy", (*template).inlinePolicy}, {"AWS::IAM::UserToGroupAddition", (*template).member},
		{"AWS::S3::Bucket", (*template).bucket}, {"AWS::S3::BucketPolicy", (*template).bucketPolicy},
		{"AWS::S3::AccessPoint", (*template).accessPoint},
		{"AWS::KMS::Key", (*template).key}, {"AWS::KMS::ReplicaKey", (*template).key}, {"AWS::KMS::Alias", (*template).alias},
		{"AWS::EC2::VPCEndpoint", (*template).endpoint}, {"AWS::Organizations::Policy", (*template).organizationPolicy},
		{"AWS::Organizations::OrganizationalUnit", (*template).organizationMember}, {"AWS::Organizations::Account", (*template).organizationMember},
		{"AWS::CloudFormation::StackSet", (*template).stackSet},
		{"AWS::Serverless::Function", (*template).function}, {"AWS::Serverless::StateMachine", (*template).function},
	}
}

// attached are the properties that hold policies of types that are judged as
// documents alone.
var attached = map[string]struct {
	property []string
	of       policy.Type
}{
	"AWS::SNS::TopicPolicy": {[]string{"PolicyDocument"}, policy.Resource}, "AWS::SQS::QueuePolicy": {[]string{"PolicyDocument"}, policy.Resource},
	"AWS::SecretsManager::ResourcePolicy":    {[]string{"ResourcePolicy"}, policy.Resource},
	"AWS::ECR::Repository":                   {[]string{"RepositoryPolicyText"}, policy.Resource},
	"AWS::Logs::ResourcePolicy":              {[]string{"PolicyDocument"}, policy.Resource},
	"AWS::EFS::FileSystem":                   {[]string{"FileSystemPolicy"}, policy.Resource},
	"AWS::Backup::BackupVault":               {[]string{"AccessPolicy"}, policy.Resource},
	"AWS::OpenSearchService::Domain":         {[]string{"AccessPolicies"}, policy.Resource},
	"AWS::Elasticsearch::Domain":             {[]string{"AccessPolicies"}, policy.Resource},
	"AWS::ApiGateway::RestApi":               {[]string{"Policy"}, policy.Resource},
	"AWS::DynamoDB::Table":                   {[]string{"ResourcePolicy", "PolicyDocument"}, policy.Resource},
	"AWS::Kinesis::ResourcePolicy":           {[]string{"ResourcePolicy"}, policy.Resource},
	"AWS::S3Express::BucketPolicy":           {[]string{"PolicyDocument"}, policy.Resource},
	"AWS::S3ObjectLambda::AccessPointPolicy": {[]string{"PolicyDocument"}, policy.Resource},
	"AWS::S3::MultiRegionAccessPointPolicy":  {[]string{"Policy"}, policy.Resource},
	"AWS::S3Tables::TableBucketPolicy":       {[]string{"ResourcePolicy"}, policy.Resource},
	"AWS::S3Tables::TablePolicy":             {[]string{"ResourcePolicy"}, policy.Resource},
	"AWS::S3Vectors::VectorBucketPolicy":     {[]string{"Policy"}, policy.Resource},
	"AWS::SSO::PermissionSet":                {[]string{"InlinePolicy"}, policy.Identity},
}

func (t *template) readResources() {
	t.roles, t.buckets, t.users, t.groups = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	if t.resources == nil {
		return
	}
	of := map[string][]*resource{}
	for _, m := range t.resources.members {
		if isFn(m.name) {
			t.told(m.at, m.name+" among the resources", "the template that it makes")
			continue
		}
		r := &resource{id: m.name, node: m.value, properties: m.value.get("Properties")}
		if c := m.value.get("Condition"); c != nil && c.kind == scalar {
			switch yes, known := t.decide(c.text, nil); {
			case known && !yes:
				continue // it is never made
			case !known:
				r.guards = []guard{{c.text, true, c.at}}
			}
		}
		of[typeOf(m.value)] = append(of[typeOf(m.value)], r)
	}
	for _, k := range kinds() {
		for _, r := range of[k.of] {
			k.read(t, r)
		}
		delete(of, k.of)
	}
	delete(of, "AWS::Serverless::Connector")
	t.connectors()
	for _, m := range t.resources.members {
		for _, r := range of[typeOf(m.value)] {
			if r.id == m.name {
				t.other(r)
			}
		}
	}
}

// other reads the policy of a resource of another type.
func (t *template) other(r *resource) {
	at, ok := attached[typeOf(r.node)]
	switch v := r.properties.path(at.property...); {
	case v != nil && ok:
		t.loose(r.id, v, at.of, r.guards)
	case !ok:
		t.within(r, "", r.properties)
	}
}

// within looks for policies in a resource of a type that is not known, as in any
// other file.
func (t *template) within(r *resource, name string, n *node) {
	if n == nil {
		return
	}
	if n.kind == mapping && policyLike(n.get("Statement")) {
		of := policy.Type("")
		if strings.HasPrefix(name, "AssumeRolePolicy") {
			of = policy.Trust
		}
		t.loose(r.id, n, of, r.guards)
		return
	}
	for _, item := range n.items {
		t.within(r, name, item)
	}
	for _, m := range n.members {
		t.within(r, m.name, m.value)
	}
}

// policyLike reports whether a value is what stands in Statement: some of it has
// an effect.
func policyLike(n *node) bool {
	if n == nil {
		return false
	}
	for _, one := range append([]*node{n}, n.items...) {
		if effect := one.get("Effect"); effect != nil && (effect.text == "Allow" || effect.text == "Deny") {
			return true
		}
	}
	return false
}

// loose adds a document that is judged alone.
func (t *template) loose(name string, v *node, of policy.Type, guards []guard) {
	doc, lost := t.document(v, of, guards...)
	if doc != nil && doc.Type() == policy.Resource && of == policy.Resource && v.kind == scalar && len(doc.Statements()) == 0 {
		return // a key or a name where a document may stand
	}
	if doc != nil {
		t.records.Documents = append(t.records.Documents, input.Document{Name: name, Policy: doc})
	}
	if lost != "" {
		t.told(v.at, lost+" of "+name, "statements that the template holds")
	}
}

// same drops the guards of what is made under the same condition as what it is
// attached to: without the one there is not the other.
func same(guards, owners []guard) []guard {
	if len(guards) == 1 && len(owners) == 1 && guards[0].name == owners[0].name {
		return nil
	}
	return guards
}

// each visits the elements of a list, and both ways of the conditions in it. A
// value that stands where a list belongs is an element.
func (t *template) each(n *node, guards []guard, visit func(*node, []guard)) {
	if n == nil {
		return
	}
	d := statements{s: &t.stack}
	d.both(n, guards, func(n *node, guards []guard) {
		if n.kind != list {
			visit(n, guards)
			return
		}
		for _, item := range n.items {
			d.both(item, guards, visit)
		}
	})
}

// texts returns a list of texts, unknown ones among them.
func (t *template) texts(n *node) (texts []string) {
	t.each(n, nil, func(item *node, _ []guard) {
		if item.kind == scalar && item.text != "" {
			texts = append(texts, item.text)
		}
	})
	return texts
}

// string returns a property that is a text, empty if it is not there.
func (t *template) string(n *node, names ...string) string {
	text, ok := t.text(n.path(names...), nil)
	if !ok {
		return ""
	}
	return text
}

// target finds the resource of the template that a property names: by Ref or by
// its physical name.
func (t *template) target(name, of string) (id string, ok bool) {
	for _, m := range t.resources.members {
		if typeOf(m.value) == of && t.name(m.name, m.value, nil) == name {
			return m.name, true
		}
	}
	return "", false
}

func (t *template) tags(n *node) (tags []input.Tag) {
	tags = []input.Tag{}
	t.each(n, nil, func(item *node, _ []guard) {
		if item.kind == mapping {
			tags = append(tags, input.Tag{Key: t.string(item, "Key"), Value: t.string(item, "Value")})
		}
	})
	return tags
}

// last returns what stands behind the last slash of an ARN.
func last(arn string) string { return arn[strings.LastIndexAny(arn, "/:")+1:] }

// shown writes a text for people.
func shown(text string) string { return unknown.Show(text) }
