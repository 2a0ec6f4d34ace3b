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
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// leg states what each layer does about one action: the layers that are silent
// with the statement that came nearest, and the statements that deny.
func leg(p *access.Pair, c *access.Capability, l *access.Leg, documents Documents) Object {
	var layers Object
	for i := range l.Explanation().Layers {
		v := &l.Explanation().Layers[i]
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
			n := nearestMiss(p, v)
			if n != nil {
				o = o.With("nearest", nearest(p, c, l, n, documents))
			}
			if inPart(p, c, v, n) {
				o = o.With("in_part", Present)
			}
		case v.Allow == condition.Unknown:
			if sessions := sessions(p, v, documents); sessions != nil {
				o = o.With("sessions", sessions)
			}
		}
		if len(o) > 0 {
			layers = layers.With(layerName(p, v), o)
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
	for _, d := range l.Explanation().Denies {
		// What is denied in every case may be so by statements of which each hangs
		// on a fact, and one applies whatever that is.
		if d.Truth == condition.True || c.Verdict == access.No && len(layers) == 0 && len(c.Legs) == 1 {
			one := deny(d, l, documents)
			if reachedElsewhere(p, c) {
				one = one.With("in_part", Present)
			}
			denied = append(denied, one)
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

// layerName is the layer as rules read it: the bucket policy behind an access
// point speaks of other names than the request does.
func layerName(p *access.Pair, v *authz.View) string {
	if p.Via != nil && v.Name == authz.BucketPolicy {
		return "behind"
	}
	return string(v.Name)
}

// otherDenies lists the deny statements that name the pair and speak of the
// action, and do not apply to this request.
func otherDenies(p *access.Pair, l *access.Leg) (list Array) {
	for _, e := range p.Evidence {
		st := e.Statement()
		applies := func(m authz.Match) bool { return m.Statement == st }
		if st.Effect == policy.Deny && policy.SpeaksOf(&st.Action, l.Action) &&
			!slices.ContainsFunc(l.Explanation().Denies, applies) {
			list = append(list, Object{{"at", Place(e.Document.ID(), e.Document.Policy.StatementPath(e.Index))},
				{"policy", String(e.Document.Label())}})
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
	case l.Verdict == authz.Allowed, v.Name.Trait().Weight == authz.OnlyDenies:
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
	whole, objects := "arn:"+a.Partition+":s3:::"+p.Bucket.Name, "/*"
	if p.Via != nil {
		whole, objects = p.Via.ARN, "/object/*"
	}
	if l.On == s3.Object {
		whole += objects
	}
	return []string{whole}
}

// widest leaves out what another pattern of the list covers.
func widest(list []string) (kept []string) {
	index, seen := wide(list), map[string]bool{}
	for _, r := range list {
		if !seen[r] && !index.Covers(condition.ParseTemplate(r, true).Widest()) {
			kept = append(kept, r)
		}
		seen[r] = true
	}
	return kept
}

// wide is what the patterns of a list cover for sure; a variable may stand for
// anything.
func wide(list []string) *glob.Index {
	var patterns []glob.Pattern
	for _, r := range list {
		if !strings.Contains(r, "${") {
			patterns = append(patterns, glob.Parse(r))
		}
	}
	return glob.NewIndex(patterns)
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
		if how := resemblance(e.Names(), p.Role); how != "" && e.Kind == "AWS" {
			one := Object{{"value", String(e.Value.Value)}, {how, Present},
				{"at", Place(d.ID(), m.Statement.Principal.Path(at, i))}}
			if again := again(m, e.Value.Value, d); again != nil && how != "other_account" {
				one = one.With("again", again)
			}
			list = append(list, one)
		}
	}
	if list == nil {
		return nil
	}
	return list
}

// again lists where other statements of the document that allow have the same text
// as a principal: whoever wrote it wrongly did so in each.
func again(m *authz.Miss, principal string, d *snapshot.Document) (list Array) {
	for _, st := range d.Policy.All() {
		if st.Index == m.Statement.Index || st.Effect != policy.Allow || st.Principal == nil || st.Principal.Not {
			continue
		}
		for i, e := range st.Principal.Entries {
			if e.Kind == "AWS" && e.Value.Value == principal {
				list = append(list, Place(d.ID(), st.Principal.Path(d.Policy.StatementPath(st.Index), i)))
			}
		}
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
			if resemblance(e.Names(), p.Role) == "session" {
				list = append(list, Object{{"value", String(e.Value.Value)}, {"session", Present},
					{"at", Place(d.ID(), m.Statement.Principal.Path(at, i))}})
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
	o := Object{{"layer", String(m.Layer)}, {"policy", String(m.Policy.Name)}, {"at", Place(d.ID(), at)},
		{"effect", Object{{"at", Place(d.ID(), at.With(source.Member("Effect")))}}}}
	if m.At != "" {
		o = o.With("at_level", String(m.At))
	}
	if d.AWSManaged {
		o = o.With("managed_by_aws", Present)
	}
	if e := &m.Statement.Action; e.Not {
		o = o.With("not_action", Object{{"at", Place(d.ID(), e.Path(at, -1))}})
	}
	var conditions Object
	for i := range m.Statement.Conditions {
		c := &m.Statement.Conditions[i]
		key := strings.ToLower(c.Key.Value)
		if conditions.Get(key) != nil {
			continue
		}
		state := Object{{"at", Place(d.ID(), c.ValuePath(at, -1))}, {"operator", String(c.Operator.Value)}}
		if v := l.Request.Context.Lookup(key); v.State == condition.Present && len(v.Values) == 1 && !l.Chosen[key] {
			state = state.With("present", String(v.Values[0]))
		}
		if list := nearExceptions(c, at, d, l); list != nil {
			state = state.With("near", list)
		}
		conditions = conditions.With(key, state)
	}
	if conditions != nil {
		o = o.With("conditions", conditions)
	}
	return o
}
