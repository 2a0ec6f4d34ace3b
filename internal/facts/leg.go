package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// leg states what each layer does about one action: the layers that are silent
// with the statement that came nearest, and the statements that deny.
func leg(p *access.Pair, c *access.Capability, l *access.Leg, documents Documents) Object {
	var layers Object
	for i := range l.Explanation.Layers {
		v := &l.Explanation.Layers[i]
		if v.Name == authz.SCP || !states(p, l, v) {
			continue
		}
		o := Object{}
		switch {
		case v.Name == authz.BucketPolicy && l.IfACL && v.Allow != condition.True && len(v.Allows) == 0:
			// Whether the bucket's side has to allow it is not documented.
			o = o.With("undocumented", Present)
		case v.Allow == condition.False:
			o = o.With("silent", Present)
			if n := nearestMiss(p, v); n != nil {
				o = o.With("nearest", nearest(p, c, l, n, documents))
			}
		case v.Allow == condition.Unknown:
			if sessions := sessions(p, v, documents); sessions != nil {
				o = o.With("sessions", sessions)
			}
		}
		if len(o) > 0 {
			layers = layers.With(string(v.Name), o)
		}
	}
	if l.Verdict != authz.Allowed {
		layers = layers.With("scp", levels(p, c, l, documents))
	}
	o := Object{{"resource", String(l.Resource)}}.With("layers", layers)
	if meant := meantResources(p, c, l); len(meant) > 0 {
		o = o.With("meant_resources", Strings(meant...))
	}
	var denied Array
	for _, d := range l.Explanation.Denies {
		if d.Truth == condition.True {
			denied = append(denied, deny(d, l, documents))
		}
	}
	if denied != nil {
		o = o.With("denies", denied)
	}
	if others := otherDenies(p, l); others != nil {
		o = o.With("other_denies", others)
	}
	return o
}

// otherDenies lists the deny statements that name the pair and speak of the
// action, and do not apply to this request.
func otherDenies(p *access.Pair, l *access.Leg) (list Array) {
	for _, e := range p.Evidence {
		applies := func(m authz.Match) bool { return m.Statement == e.Statement }
		if e.Statement.Effect == policy.Deny && access.SpeaksOf(&e.Statement.Action, l.Action) &&
			!slices.ContainsFunc(l.Explanation.Denies, applies) {
			list = append(list, Object{{"at", place(e.Document.ID, e.Document.Policy.StatementPath(e.Statement.Index))},
				{"policy", String(e.Document.Label)}})
		}
	}
	return list
}

// states reports whether a layer has anything to answer for. Inside an account
// either side may grant, so only a side that speaks of the pair does.
func states(p *access.Pair, l *access.Leg, v *authz.View) bool {
	fromRole := func(e snapshot.Evidence) bool { return e.FromRole }
	fromBucket := func(e snapshot.Evidence) bool { return !e.FromRole }
	switch {
	case l.Verdict == authz.Allowed, v.Name == authz.RCP:
		return false
	case p.CrossAccount || !p.AccountKnown:
		return true
	case v.Name == authz.BucketPolicy:
		return slices.ContainsFunc(p.Evidence, fromBucket)
	case v.Name == authz.Identity:
		return slices.ContainsFunc(p.Evidence, fromRole) || !slices.ContainsFunc(p.Evidence, fromBucket)
	}
	return true
}

// meantResources are the ARNs of the meant objects in the form of the leg.
func meantResources(p *access.Pair, c *access.Capability, l *access.Leg) []string {
	if (l.On == s3.Object) == (c.Legs[0].On == s3.Object) {
		return widest(c.MeantResources)
	}
	a, _ := arn.Parse(p.Role.ARN)
	whole := "arn:" + a.Partition + ":s3:::" + p.Bucket.Name
	if l.On == s3.Object {
		whole += "/*"
	}
	return []string{whole}
}

// widest leaves out what another pattern of the list covers.
func widest(list []string) (kept []string) {
	for i, r := range list {
		narrow := condition.ParseTemplate(r, true).Widest()
		covered := func(wide string) bool {
			return wide != r && !strings.Contains(wide, "${") && glob.Covers(glob.Parse(wide), narrow)
		}
		if !slices.ContainsFunc(list, covered) && !slices.Contains(list[:i], r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// narrower lists the places of the patterns that one of the missing covers.
func narrower(m *authz.Miss, missing []string, o Object) (list Array) {
	e := &m.Statement.Resource
	at, _ := o.Get("at").(Object)
	path, _ := at.Get("path").(Array)
	for i, t := range e.Patterns {
		if len(widest(append([]string{t.Value}, missing...))) > len(missing) {
			continue
		}
		here := path
		if !e.Scalar {
			here = append(path[:len(path):len(path)], Int(i))
		}
		list = append(list, Object{{"at", Object{{"document", at.Get("document")}, {"path", here}}}})
	}
	return list
}

// operations lists what the statement names as actions and what are operations
// that need the action: s3:HeadObject for s3:GetObject.
func operations(m *authz.Miss, f authz.Failure, d *snapshot.Document) (list Array) {
	for i, t := range m.Statement.Action.Patterns {
		if !slices.Contains(reference.OperationActions(t.Value), f.Wanted) {
			continue
		}
		at := f.Path
		if !m.Statement.Action.Scalar {
			at = at.With(source.Element(i))
		}
		list = append(list, Object{{"value", String(t.Value)}, {"at", place(d.ID, at)}})
	}
	return list
}

// nearestMiss is the statement that came nearest, if one element alone fails;
// of several such statements one whose principal resembles the role, or whose
// actions read most like the one that is missing.
func nearestMiss(p *access.Pair, v *authz.View) *authz.Miss {
	var best *authz.Miss
	for i := range v.Misses {
		m := &v.Misses[i]
		switch {
		case len(m.Failures) != 1, ofOtherService(m):
			continue
		case m.Failures[0].Element == authz.PrincipalElement && m.Statement.Principal != nil &&
			slices.ContainsFunc(m.Statement.Principal.Entries, func(e policy.Principal) bool {
				return resemblance(e.Value.Value, p.Role) != ""
			}):
			return m
		case best == nil,
			best.Failures[0].Element == authz.ActionElement && likeness(m) > likeness(best):
			best = m
		}
	}
	return best
}

// ofOtherService reports whether the statement lacks the action because it
// speaks of other services altogether: on all resources it is near to nothing.
func ofOtherService(m *authz.Miss) bool {
	f := m.Failures[0]
	service, _, _ := strings.Cut(f.Wanted, ":")
	return f.Element == authz.ActionElement && !m.Statement.Action.Not && likeness(m) <= len(service)
}

// likeness is how many characters the missing action shares with one that the
// statement lists; nothing where another element fails.
func likeness(m *authz.Miss) (n int) {
	f := m.Failures[0]
	if f.Element != authz.ActionElement {
		return 0
	}
	for _, t := range m.Statement.Action.Patterns {
		same := 0
		for same < min(len(t.Value), len(f.Wanted)) && strings.EqualFold(t.Value[same:same+1], f.Wanted[same:same+1]) {
			same++
		}
		n = max(n, same)
	}
	return n
}

// nearest states an allow statement in which one element fails.
func nearest(p *access.Pair, c *access.Capability, l *access.Leg, m *authz.Miss, documents Documents) Value {
	d := documents[m.Policy.Document]
	f := m.Failures[0]
	o := Object{{"at", place(d.ID, f.Path)}, {"policy", String(m.Policy.Name)},
		{"wanted", String(f.Wanted)}, {"found", String(f.Found)}}
	switch f.Element {
	case authz.ActionElement:
		if m.Statement.Action.Not {
			o = o.With("excepted", Present)
		} else if list := operations(m, f, d); list != nil {
			o = o.With("operations", list)
		}
	case authz.PrincipalElement:
		o = o.With("alike", alike(p, m, d))
	case authz.ResourceElement:
		o = form(p, c, l.On, m, o, documents)
	case authz.ConditionElement:
		st := &m.Statement.Conditions[f.Test]
		o = o.With("key", Keyed(strings.ToLower(st.Key.Value))).With("name", String(st.Key.Value)).With("operator", String(st.Operator.Value))
		if f.Found != "absent" && f.Found != "unknown" && !l.Chosen[strings.ToLower(st.Key.Value)] {
			o = o.With("present", String(f.Found))
		}
		if prefixes := meantPrefixes(p, st); prefixes != nil {
			o = o.With("meant_values", prefixes)
		}
	}
	return Object{{string(f.Element), o}}
}

// form says how the statement names the bucket: only by the other of its two
// ARN forms (arn:P:s3:::b is the bucket, arn:P:s3:::b/* its objects), or with a
// variable that is plain text because the document has no Version.
func form(p *access.Pair, c *access.Capability, on s3.Target, m *authz.Miss, o Object, documents Documents) Object {
	e := &m.Statement.Resource
	switch {
	case e.Not:
		return o.With("excepted", Present)
	case !e.Present():
		return o.With("element_absent", Present)
	}
	var missing []string
	listed := func(r string) bool {
		return slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return t.Value == r })
	}
	for _, r := range widest(c.MeantResources) {
		if !listed(r) {
			missing = append(missing, r)
		}
	}
	if missing != nil {
		o = o.With("missing", Strings(missing...))
		if narrower := narrower(m, missing, o); narrower != nil {
			o = o.With("narrower", narrower)
		}
	}
	var bucketForm, objectForm string
	for _, t := range e.Patterns {
		a, _ := arn.Parse(t.Value)
		bucket, key, objects := strings.Cut(a.Resource, "/")
		switch {
		case bucket == p.Bucket.Name && !objects:
			bucketForm = t.Value
		case bucket == p.Bucket.Name && key != "":
			objectForm = t.Value
		}
		if d := m.Policy.Document; strings.Contains(t.Value, "${") && !d.Variables() && o.Get("variable_as_text") == nil {
			o = o.With("variable_as_text", String(t.Value))
			if d.Version != nil {
				o = o.With("version", Object{{"at", place(documents[d].ID, source.Path{source.Member("Version")})},
					{"value", String(d.Version.Value)}})
			}
		}
	}
	switch {
	case on == s3.Object && objectForm == "" && bucketForm != "":
		o = o.With("bucket_form", String(bucketForm))
	case on == s3.Bucket && bucketForm == "" && objectForm != "":
		o = o.With("object_form", String(objectForm))
	}
	return o
}

// meantPrefixes are the prefixes that others ask for, where the condition is
// about the prefix of a listing.
func meantPrefixes(p *access.Pair, failed *policy.Condition) (list Array) {
	const key = "s3:prefix"
	if !strings.EqualFold(failed.Key.Value, key) {
		return nil
	}
	add := func(value string) {
		if !slices.Contains(list, Value(String(value))) {
			list = append(list, String(value))
		}
	}
	for _, e := range p.Expect {
		if slices.Contains(e.Can, string(s3.List)) && e.Prefix != "" {
			add(e.Prefix + "*")
		}
	}
	for _, e := range p.Evidence {
		for i := range e.Statement.Conditions {
			c := &e.Statement.Conditions[i]
			if c == failed || !strings.EqualFold(c.Key.Value, key) || !strings.EqualFold(c.Operator.Value, failed.Operator.Value) {
				continue
			}
			for _, v := range c.Values {
				add(v.Value)
			}
		}
	}
	return list
}

// alike lists the principals of the statement that resemble the role, by how
// they differ.
func alike(p *access.Pair, m *authz.Miss, d *snapshot.Document) Value {
	var list Array
	at := m.Policy.Document.StatementPath(m.Statement.Index)
	if m.Statement.Principal == nil || m.Statement.Principal.Not {
		return nil
	}
	for i, e := range m.Statement.Principal.Entries {
		if how := resemblance(e.Value.Value, p.Role); how != "" && e.Kind == "AWS" {
			list = append(list, Object{{"value", String(e.Value.Value)}, {how, Present},
				{"at", place(d.ID, m.Statement.Principal.Path(at, i))}})
		}
	}
	if list == nil {
		return nil
	}
	return list
}

// sessions lists the principals that name one session of the role, where the
// layer allows nothing but through them.
func sessions(p *access.Pair, v *authz.View, documents Documents) Value {
	var list Array
	for _, m := range v.Allows {
		if m.Statement.Principal == nil || m.Statement.Principal.Not {
			continue
		}
		d := documents[m.Policy.Document]
		at := m.Policy.Document.StatementPath(m.Statement.Index)
		for i, e := range m.Statement.Principal.Entries {
			if resemblance(e.Value.Value, p.Role) == "session" {
				list = append(list, Object{{"value", String(e.Value.Value)}, {"session", Present},
					{"at", place(d.ID, m.Statement.Principal.Path(at, i))}})
			}
		}
	}
	if list == nil {
		return nil
	}
	return list
}

// deny states a deny statement that applies, with its conditions by key.
func deny(m authz.Match, l *access.Leg, documents Documents) Object {
	d := documents[m.Policy.Document]
	at := m.Policy.Document.StatementPath(m.Statement.Index)
	o := Object{{"layer", String(m.Layer)}, {"policy", String(m.Policy.Name)}, {"at", place(d.ID, at)},
		{"effect", Object{{"at", place(d.ID, at.With(source.Member("Effect")))}}}}
	if m.At != "" {
		o = o.With("at_level", String(m.At))
	}
	if e := &m.Statement.Action; e.Not {
		o = o.With("not_action", Object{{"at", place(d.ID, e.Path(at, -1))}})
	}
	var conditions Object
	for i := range m.Statement.Conditions {
		c := &m.Statement.Conditions[i]
		key := strings.ToLower(c.Key.Value)
		if conditions.Get(key) != nil {
			continue
		}
		state := Object{{"at", place(d.ID, c.ValuePath(at, -1))}, {"operator", String(c.Operator.Value)}}
		if v := l.Request.Context.Lookup(key); v.State == condition.Present && len(v.Values) == 1 && !l.Chosen[key] {
			state = state.With("present", String(v.Values[0]))
		}
		conditions = conditions.With(key, state)
	}
	if conditions != nil {
		o = o.With("conditions", conditions)
	}
	return o
}
