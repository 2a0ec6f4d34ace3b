package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// operations lists what the statement names as actions and what are operations
// that need the action, s3:HeadObject for s3:GetObject, or the action misspelt.
func operations(table *reference.Table, m *authz.Miss, f authz.Failure, d *snapshot.Document) (list Array) {
	for i, t := range m.Statement.Action.Patterns {
		misspelt := isMisspelt(table, t.Value, f.Wanted)
		if !misspelt && !slices.Contains(reference.OperationActions(t.Value), f.Wanted) {
			continue
		}
		at := f.Path
		if !m.Statement.Action.Scalar {
			at = at.With(source.Element(i))
		}
		o := Object{{"value", String(t.Value)}, {"at", Place(d.ID(), at)}}
		if misspelt {
			o = o.With("misspelt", Present)
		}
		list = append(list, o)
	}
	return list
}

// isMisspelt reports whether a name is no action, and the action is the one that
// reads most like it.
func isMisspelt(table *reference.Table, name, action string) bool {
	if _, known := table.Action(name); known || strings.ContainsAny(name, "*?") || len(reference.OperationActions(name)) > 0 {
		return false
	}
	near, ok := table.Nearest(name)
	return ok && near.FullName() == action
}

// onlyConditions reports whether nothing but conditions keep the statement from
// allowing, and the first of them has its place.
func onlyConditions(m *authz.Miss) bool {
	return len(m.Failures) > 0 && m.Failures[0].Path != nil && !slices.ContainsFunc(m.Failures, func(f authz.Failure) bool { return f.Element != authz.ConditionElement })
}

// nearestMiss is the statement that came nearest, if one element alone fails, or
// nothing does so and the nearest fails in several conditions;
// of several such statements one whose principal resembles the role, or whose
// actions read most like the one that is missing.
func nearestMiss(p *access.Pair, v *authz.View) *authz.Miss {
	var best *authz.Miss
	for i := range v.Misses {
		m := &v.Misses[i]
		switch {
		case len(m.Failures) != 1 && (i > 0 || !onlyConditions(m)), ofOtherService(m):
			continue
		case m.Failures[0].Element == authz.PrincipalElement && m.Statement.Principal != nil &&
			slices.ContainsFunc(m.Statement.Principal.Entries, func(e policy.Principal) bool {
				return resemblance(e.Names(), p.Role) != ""
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
	o := Object{{"at", Place(d.ID(), f.Path)}, {"policy", String(m.Policy.Name)},
		{"wanted", String(f.Wanted)}, {"found", String(f.Found)}}
	switch f.Element {
	case authz.ActionElement:
		if m.Statement.Action.Not {
			o = o.With("excepted", Present)
		} else if list := operations(p.Reference(), m, f, d); list != nil {
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
	listed := make(map[string]bool, len(e.Patterns))
	for _, t := range e.Patterns {
		listed[t.Value] = true
	}
	for _, r := range widest(c.MeantResources) {
		if !listed[r] {
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
	written := 0
	for i, t := range e.Patterns {
		a, _ := arn.Parse(t.Value)
		bucket, key, objects := strings.Cut(a.Resource, "/")
		switch {
		case bucket == p.Bucket.Name && !objects:
			bucketForm, written = t.Value, i
		case bucket == p.Bucket.Name && key != "":
			objectForm, written = t.Value, i
		}
		if d := m.Policy.Document; strings.Contains(t.Value, "${") && !d.Variables() && o.Get("variable_as_text") == nil {
			o = o.With("variable_as_text", String(t.Value))
			if d.Version() != nil {
				o = o.With("version", Object{{"at", Place(documents[d].ID(), source.Path{source.Member("Version")})},
					{"value", String(d.Version().Value)}})
			}
		}
	}
	switch {
	case on == s3.Object && objectForm == "" && bucketForm != "":
		o = o.With("bucket_form", String(bucketForm)).With("written", patternAt(e, o, written))
	case on == s3.Bucket && bucketForm == "" && objectForm != "":
		o = o.With("object_form", String(objectForm)).With("written", patternAt(e, o, written))
	}
	if list := misspelt(e, o, missing); list != nil {
		o = o.With("misspelt", list)
	}
	return o
}

// misspelt lists the patterns of an element that are a slip away from an ARN that
// is missing.
func misspelt(e *policy.Elements, o Object, missing []string) (list Array) {
	for i, t := range e.Patterns {
		for _, r := range missing {
			if aSlipAway(t.Value, r) {
				list = append(list, patternAt(e, o, i).With("value", String(t.Value)).With("meant", String(r)))
			}
		}
	}
	return list
}

// aWord is how many letters make a word in which a slip is one: buckets called
// a and b, or dev and dew, are two.
const aWord = 5

// aSlipAway reports whether two texts differ by one letter in a word, or by two
// neighbours that changed places.
func aSlipAway(a, b string) bool {
	first := 0
	for first < min(len(a), len(b)) && a[first] == b[first] {
		first++
	}
	last := 0
	for last < min(len(a), len(b))-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	x, y := a[first:len(a)-last], b[first:len(b)-last]
	letter := func(c rune) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
	other := func(c rune) bool { return !letter(c) }
	if strings.ContainsFunc(x+y, other) || len(x)+len(y) == 0 {
		return false
	}
	if swapped := len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]; !swapped && max(len(x), len(y)) > 1 {
		return false
	}
	start := strings.LastIndexFunc(b[:first], other) + 1
	end := strings.IndexFunc(b[first:]+"/", other) + first
	return end-start >= aWord
}

// patternAt is the place of a pattern of the element that an object states.
func patternAt(e *policy.Elements, o Object, i int) Object {
	at := o.Get("at").(*Site)
	path := at.Path
	if !e.Scalar {
		path = path.With(source.Element(i))
	}
	return Object{{"at", Place(at.Document, path)}}
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
		conditions := e.Statement().Conditions
		for i := range conditions {
			c := &conditions[i]
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

// narrower lists the places of the patterns that one of the missing covers.
func narrower(m *authz.Miss, missing []string, o Object) (list Array) {
	e := &m.Statement.Resource
	wider := wide(missing)
	for i, t := range e.Patterns {
		if !wider.Covers(condition.ParseTemplate(t.Value, true).Widest()) {
			continue
		}
		list = append(list, patternAt(e, o, i))
	}
	return list
}
