package cloudformation

import (
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// role reads AWS::IAM::Role. A template says all that its role has; another one
// may attach more to it.
func (t *template) role(r *resource) {
	p := r.properties
	role := t.newRole(r.id, r.node)
	role.MaxSession = t.string(p, "MaxSessionDuration")
	if trust := p.get("AssumeRolePolicyDocument"); trust != nil {
		doc, lost := t.document(trust, policy.Trust)
		if lost == "" {
			role.Trust = doc
		} else {
			t.told(trust.at, lost+" of the trust policy of "+r.id, "statements that the template holds")
		}
	}
	names := []string{}
	t.inlineOf(p.get("Policies"), nil, func(d input.Document, lost string) {
		names = append(names, d.Name)
		addInline(&role, d, lost)
	})
	role.InlineNames = input.Setting[[]string]{State: input.Present, Value: names, At: role.At}
	role.Attached = input.Setting[[]input.PolicyRef]{State: input.Present, At: role.At, Value: t.refs(&role, p.get("ManagedPolicyArns"))}
	role.Boundary = t.boundary(p, role.At)
	role.Tags = input.Setting[[]input.Tag]{State: input.Present, Value: t.tags(p.get("Tags")), At: role.At}
	t.roles[r.id] = len(t.records.Roles)
	t.records.Roles = append(t.records.Roles, role)
}

// newRole returns the role of a resource, named and placed.
func (t *template) newRole(id string, n *node) input.Role {
	arn := t.arn(id, n, nil)
	path := t.string(n, "Properties", "Path")
	if path == "" {
		path = "/"
	}
	return input.Role{Account: t.account, Name: t.name(id, n, nil), Path: path, ARN: arn, At: t.place(n.at)}
}

func addInline(role *input.Role, d input.Document, lost string) {
	if d.Policy != nil {
		role.Inline = append(role.Inline, d)
	}
	if lost != "" {
		role.Unread = append(role.Unread, lost+", in inline policy "+shown(d.Name)+" of role "+shown(role.Name))
	}
}

// inlineOf reads a list of {PolicyName, PolicyDocument}.
func (t *template) inlineOf(n *node, guards []guard, add func(d input.Document, lost string)) {
	t.each(n, guards, func(item *node, guards []guard) {
		if item.kind != mapping {
			add(input.Document{Name: shown(item.text)}, "a policy that hangs on "+shown(describe(item)))
			return
		}
		name := t.string(item, "PolicyName")
		doc, lost := t.document(item.get("PolicyDocument"), policy.Identity, guards...)
		add(input.Document{Name: name, Policy: doc}, lost)
	})
}

// refs reads a list of the ARNs of managed policies. One that is there under a
// condition alone leaves open what the role has.
func (t *template) refs(role *input.Role, n *node) []input.PolicyRef {
	refs := []input.PolicyRef{}
	t.each(n, nil, func(item *node, guards []guard) {
		if len(guards) > 0 {
			role.Unread = append(role.Unread, "managed policy "+shown(item.text)+", which hangs on the condition "+guards[0].name)
			return
		}
		refs = append(refs, input.PolicyRef{Name: last(item.text), ARN: item.text, At: t.place(item.at)})
	})
	return refs
}

func (t *template) boundary(p *node, at input.Place) input.Setting[input.PolicyRef] {
	n := p.get("PermissionsBoundary")
	if n == nil {
		return input.Setting[input.PolicyRef]{State: input.Absent, At: at}
	}
	arn, ok := t.text(n, nil)
	if !ok {
		return input.Setting[input.PolicyRef]{State: input.Absent, At: at}
	}
	return input.Setting[input.PolicyRef]{State: input.Present, At: t.place(n.at), Value: input.PolicyRef{Name: last(arn), ARN: arn, At: t.place(n.at)}}
}

func (t *template) user(r *resource) {
	i := t.identity(r)
	i.Groups = append(i.Groups, t.texts(r.properties.get("Groups"))...)
	i.Boundary = t.boundary(r.properties, i.At)
	t.users[r.id] = len(t.records.Users)
	t.records.Users = append(t.records.Users, i)
}

func (t *template) group(r *resource) {
	t.groups[r.id] = len(t.records.Groups)
	t.records.Groups = append(t.records.Groups, t.identity(r))
}

func (t *template) identity(r *resource) input.Identity {
	i := input.Identity{Account: t.account, Name: t.name(r.id, r.node, nil), ARN: t.arn(r.id, r.node, nil), At: t.place(r.node.at)}
	t.inlineOf(r.properties.get("Policies"), nil, func(d input.Document, lost string) { t.addTo(&i, d, lost) })
	for _, arn := range t.texts(r.properties.get("ManagedPolicyArns")) {
		i.Attached = append(i.Attached, input.PolicyRef{Name: last(arn), ARN: arn, At: i.At})
	}
	return i
}

func (t *template) addTo(i *input.Identity, d input.Document, lost string) {
	if d.Policy != nil {
		i.Inline = append(i.Inline, d)
	}
	if lost != "" {
		t.told(i.At.Span, lost+" of "+shown(i.Name), "statements that the template holds")
	}
}

func (t *template) member(r *resource) {
	group := t.string(r.properties, "GroupName")
	for _, name := range t.texts(r.properties.get("Users")) {
		if id, ok := t.target(name, "AWS::IAM::User"); ok {
			if at, ok := t.users[id]; ok {
				t.records.Users[at].Groups = append(t.records.Users[at].Groups, group)
			}
		}
	}
}

// managedPolicy reads AWS::IAM::ManagedPolicy and attaches it.
func (t *template) managedPolicy(r *resource) {
	p := r.properties
	doc, lost := t.document(p.get("PolicyDocument"), policy.Identity, r.guards...)
	m := input.ManagedPolicy{Account: t.account, Name: t.name(r.id, r.node, nil), ARN: t.arn(r.id, r.node, nil), At: t.place(r.node.at), Document: doc}
	if lost != "" {
		// Half of a text would be taken for the whole.
		t.told(r.node.at, lost+" of managed policy "+r.id, "statements that the template holds")
		if doc != nil {
			t.records.Documents = append(t.records.Documents, input.Document{Name: r.id, Policy: doc})
		}
		m.Document = nil
	}
	t.records.Policies = append(t.records.Policies, m)
	ref := input.PolicyRef{Name: m.Name, ARN: m.ARN, At: m.At}
	t.owners(r, func(role *input.Role) {
		role.Attached.Value = append(role.Attached.Value, ref)
	}, func(i *input.Identity) { i.Attached = append(i.Attached, ref) })
}

// inlinePolicy reads AWS::IAM::Policy, which puts an inline policy into each of
// the roles, users and groups that it names, and those of one owner each.
func (t *template) inlinePolicy(r *resource) {
	p := r.properties
	name := t.string(p, "PolicyName")
	t.owners(r, func(role *input.Role) {
		guards := r.guards
		for id, at := range t.roles {
			if &t.records.Roles[at] == role {
				guards = same(guards, t.guardsOf(id))
			}
		}
		doc, lost := t.document(p.get("PolicyDocument"), policy.Identity, guards...)
		addInline(role, input.Document{Name: name, Policy: doc}, lost)
		if role.InlineNames.State == input.Present {
			role.InlineNames.Value = append(role.InlineNames.Value, name)
		}
	}, func(i *input.Identity) {
		doc, lost := t.document(p.get("PolicyDocument"), policy.Identity, r.guards...)
		t.addTo(i, input.Document{Name: name, Policy: doc}, lost)
	})
}

func (t *template) guardsOf(id string) []guard {
	if c := t.resources.get(id).get("Condition"); c != nil {
		return []guard{{c.text, true, c.at}}
	}
	return nil
}

// owners visits the roles, users and groups that a policy names; those that the
// template does not make are records of their own. One that names nobody, or
// whom nobody knows, is judged alone.
func (t *template) owners(r *resource, role func(*input.Role), identity func(*input.Identity)) {
	p, any := r.properties, false
	for _, name := range append(t.texts(p.get("Roles")), t.texts(p.get("RoleName"))...) {
		any = true
		id, ok := t.target(name, "AWS::IAM::Role")
		if at, known := t.roles[id]; ok && known {
			role(&t.records.Roles[at])
			continue
		}
		one := input.Role{Account: t.account, Name: name, At: t.place(r.node.at)}
		role(&one)
		t.records.Roles = append(t.records.Roles, one)
	}
	for _, of := range []struct {
		names []string
		kind  string
		index map[string]int
		list  *[]input.Identity
	}{
		{append(t.texts(p.get("Users")), t.texts(p.get("UserName"))...), "AWS::IAM::User", t.users, &t.records.Users},
		{append(t.texts(p.get("Groups")), t.texts(p.get("GroupName"))...), "AWS::IAM::Group", t.groups, &t.records.Groups},
	} {
		for _, name := range of.names {
			any = true
			id, ok := t.target(name, of.kind)
			if at, known := of.index[id]; ok && known {
				identity(&(*of.list)[at])
				continue
			}
			one := input.Identity{Account: t.account, Name: name, At: t.place(r.node.at)}
			identity(&one)
			*of.list = append(*of.list, one)
		}
	}
	if !any && typeOf(r.node) != "AWS::IAM::ManagedPolicy" {
		t.loose(r.id, p.get("PolicyDocument"), policy.Identity, r.guards)
	}
}
