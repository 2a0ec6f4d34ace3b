package facts

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Documents names documents by the ids that places hold.
type Documents map[*policy.Document]*snapshot.Document

// Access states a role-bucket pair: what was meant, what the verdicts are, and
// for each leg what every layer does about it.
func Access(p *access.Pair, documents Documents) Object {
	role := Object{{"arn", String(p.Role.ARN)}, {"account", String(p.Role.Account)}}
	bucket := Object{{"name", String(p.Bucket.Name)}, {"arn", String("arn:" + partition(p.Role.ARN) + ":s3:::" + p.Bucket.Name)}, {"account", String(p.Bucket.Account)}}
	if p.Bucket.Policy != nil {
		bucket = bucket.With("policy", Object{{"at", place(p.Bucket.Policy.ID, nil)}})
	}
	if p.Bucket.Bucket.Policy.State == input.Absent {
		bucket = bucket.With("policy_absent", Present)
	}
	bucket = bucket.With("ownership", ownership(p.Bucket))
	o := Object{{"kind", String("access")}, {"role", role}, {"bucket", bucket}}
	if p.CrossAccount {
		o = o.With("cross_account", Present)
	}
	var named Array
	for _, e := range p.Evidence {
		if e.FromRole {
			named = append(named, Object{{"at", place(e.Document.ID, e.Document.Policy.StatementPath(e.Statement.Index))}})
		}
	}
	if named != nil {
		o = o.With("named_by_role", named)
	}
	var capabilities Object
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		capabilities = capabilities.With(string(c.Capability), capability(p, c, documents))
	}
	return o.With("capabilities", capabilities)
}

func partition(roleARN string) string {
	a, _ := arn.Parse(roleARN)
	return a.Partition
}

// ownership is the setting that is in effect, if it is known.
func ownership(b *snapshot.Bucket) Value {
	setting := s3.Ownership(b.Ownership.Value)
	switch b.Ownership.State {
	case input.Absent:
		setting = s3.ObjectWriter
	case input.NotExported, input.NotPermitted:
		return nil
	}
	o := Object{{"setting", String(setting)}}
	if setting != s3.OwnerEnforced {
		o = o.With("acls_in_force", Present)
	}
	return o
}

func capability(p *access.Pair, c *access.Capability, documents Documents) Object {
	o := Object{{"verdict", Keyed(c.Verdict.String())}}
	if c.Meant {
		o = o.With("meant", Present)
	}
	if c.Short {
		o = o.With("unreached", Object{{"resource", String(c.Missed.Resource)}})
	}
	if c.Unowned {
		o = o.With("uploads_without_acl", Present)
	}
	var legs Object
	for i := range c.Legs {
		if l := &c.Legs[i]; l.Verdict != authz.Allowed {
			legs = legs.With(l.Action, leg(p, l, documents))
		}
	}
	return o.With("legs", legs)
}

func leg(p *access.Pair, l *access.Leg, documents Documents) Object {
	var layers Object
	for i := range l.Explanation.Layers {
		v := &l.Explanation.Layers[i]
		if v.Allow != condition.False || v.Name == authz.RCP {
			continue
		}
		if l.IfACL && v.Name == authz.BucketPolicy {
			// Whether the bucket's side has to allow it is not documented.
			continue
		}
		o := Object{{"silent", Present}}
		if len(v.Misses) > 0 {
			o = o.With("nearest", nearest(p, &v.Misses[0], documents))
		}
		layers = layers.With(string(v.Name), o)
	}
	o := Object{{"resource", String(l.Resource)}}.With("layers", layers)
	var denies Array
	for _, d := range l.Explanation.Denies {
		if d.Truth == condition.True {
			denies = append(denies, Object{{"layer", String(d.Layer)}, {"policy", String(d.Policy.Name)},
				{"at", place(documents[d.Policy.Document].ID, d.Policy.Document.StatementPath(d.Statement.Index))}})
		}
	}
	if denies != nil {
		o = o.With("denies", denies)
	}
	return o
}

// nearest states the allow statement that came nearest, if one element alone
// fails.
func nearest(p *access.Pair, m *authz.Miss, documents Documents) Value {
	if len(m.Failures) != 1 {
		return nil
	}
	f := m.Failures[0]
	o := Object{{"at", place(documents[m.Policy.Document].ID, f.Path)}, {"policy", String(m.Policy.Name)},
		{"wanted", String(f.Wanted)}, {"found", String(f.Found)}}
	if f.Element == authz.PrincipalElement {
		o = o.With("alike", alike(p, m, documents))
	}
	if f.Element == authz.ResourceElement {
		o = form(p, m, o)
	}
	return Object{{string(f.Element), o}}
}

// form says where the statement names the bucket by the other of its two ARN
// forms: arn:P:s3:::b is the bucket, arn:P:s3:::b/* its objects.
func form(p *access.Pair, m *authz.Miss, o Object) Object {
	for _, t := range m.Statement.Resource.Patterns {
		a, ok := arn.Parse(t.Value)
		if !ok || m.Statement.Resource.Not {
			continue
		}
		switch a.Resource {
		case p.Bucket.Name:
			o = o.With("bucket_form", String(t.Value))
		case p.Bucket.Name + "/*":
			o = o.With("object_form", String(t.Value))
		}
	}
	return o
}

// alike lists the principals of the statement that resemble the role, by how
// they differ.
func alike(p *access.Pair, m *authz.Miss, documents Documents) Value {
	var list Array
	at := m.Policy.Document.StatementPath(m.Statement.Index)
	for i, e := range m.Statement.Principal.Entries {
		how := resemblance(e.Value.Value, p.Role)
		if how != "" {
			list = append(list, Object{{"value", String(e.Value.Value)}, {how, Present},
				{"at", place(documents[m.Policy.Document].ID, m.Statement.Principal.Path(at, i))}})
		}
	}
	if list == nil {
		return nil
	}
	return list
}

// resemblance says how a principal differs from the role's ARN.
func resemblance(value string, role *snapshot.Role) string {
	a, ok := arn.Parse(value)
	if !ok {
		if strings.HasPrefix(value, "AROA") {
			return "unique_id"
		}
		return ""
	}
	session, _, isSession := a.Session()
	path, name, isRole := a.RoleName()
	switch {
	case isSession && session == role.Name:
		return "session"
	case !isRole:
		return ""
	case strings.ContainsAny(name, "*?"):
		return "wildcard"
	case name != role.Name:
		return ""
	case a.Account != role.Account:
		return "other_account"
	case path != role.Path:
		return "other_path"
	}
	return "other_partition"
}

// place is an element of a document, as rules and findings name it.
func place(document string, path source.Path) Object {
	steps := Array{}
	for _, s := range path {
		if s.Array {
			steps = append(steps, Int(s.Index))
		} else {
			steps = append(steps, String(s.Name))
		}
	}
	return Object{{"document", String(document)}, {"path", steps}}
}
