package input

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// notInForce are the members of exports whose policies are left out on purpose:
// old versions, copies of roles, what is only proposed, and the policies of
// organizations whose type is no SCP and no RCP.
var notInForce = map[string]bool{"PolicyVersionList": true, "InstanceProfileList": true, "Proposed": true, "Content": true}

// rest judges what a format that recognised the value did not read: policies in
// members that it does not know stand alone, as in a file of no known kind. A
// member that is there twice is named: of two values the last counts.
func (d *decoder) rest(v gjson.Result, members []Member, r *Records) {
	if covered := r.covered(); r.Whole || len(covered) == 1 && covered[0].at == spanOf(v) {
		return
	}
	for i, m := range members {
		if slices.ContainsFunc(members[:i], func(n Member) bool { return n.Name == m.Name }) {
			r.odd(Odd{At: Place{d.file, spanOf(m.Value)}, Found: strings.Clone(m.Name) + " twice", Wanted: "each name once"})
		}
	}
	d.uncovered("", v, r)
}

// uncovered adds the policies in the member of that name that the records do not have.
func (d *decoder) uncovered(name string, v gjson.Result, r *Records) {
	if !strings.Contains(v.Raw, "Statement") {
		return
	}
	s := searcher{file: d.file, covered: r.covered(), rest: true}
	s.value(name, v, level{at: func(s source.Span) source.Span { return s }})
	r.Documents = append(r.Documents, s.records.Documents...)
}

// covered is the place of a document that a format read. Made: it was made out of what
// stands there, which may be more or less than a value.
type covered struct {
	at   source.Span
	made bool
}

// covered are the places of all documents of the records, in order.
func (r *Records) covered() (list []covered) {
	add := func(o *Document) {
		if o.Policy != nil {
			list = append(list, covered{o.Policy.Origin().Span, o.Policy.Origin().Rendered != nil})
		}
	}
	stated := func(s Setting[*policy.Document]) { add(&Document{Policy: s.Value}) }
	for i := range r.Documents {
		add(&r.Documents[i])
	}
	for i := range r.Roles {
		add(&Document{Policy: r.Roles[i].Trust})
		for j := range r.Roles[i].Inline {
			add(&r.Roles[i].Inline[j])
		}
	}
	for _, identities := range [][]Identity{r.Users, r.Groups} {
		for i := range identities {
			for j := range identities[i].Inline {
				add(&identities[i].Inline[j])
			}
		}
	}
	for i := range r.Policies {
		add(&Document{Policy: r.Policies[i].Document})
		for _, d := range r.Policies[i].Rivals {
			add(&Document{Policy: d})
		}
	}
	for i := range r.Buckets {
		stated(r.Buckets[i].Policy)
	}
	for i := range r.Keys {
		stated(r.Keys[i].Policy)
	}
	for i := range r.OrgPolicies {
		add(&Document{Policy: r.OrgPolicies[i].Document})
	}
	for i := range r.Endpoints {
		stated(r.Endpoints[i].Policy)
	}
	for i := range r.AccessPoints {
		stated(r.AccessPoints[i].Policy)
	}
	slices.SortFunc(list, func(a, b covered) int { return cmp.Compare(a.at.Start, b.at.Start) })
	return list
}

// from returns the first of what is covered that begins at an offset or behind it.
func (s *searcher) from(offset int) int {
	i, _ := slices.BinarySearchFunc(s.covered, offset, func(c covered, offset int) int { return cmp.Compare(c.at.Start, offset) })
	return i
}

// reads reports whether a document that was read already stands at the place or
// inside it: itself if it is all of it.
func (s *searcher) reads(at source.Span) (inside, itself bool) {
	i := s.from(at.Start)
	if i == len(s.covered) || s.covered[i].at.Start >= at.End {
		return false, false
	}
	c := s.covered[i].at
	return true, c.Start <= at.Start+1+len(`\"`) && c.End >= at.End-1-len(`\"`)
}

// mentions reports whether a value has the word without which it holds no policy. Of a
// file that a format read it passes over the documents that were read: hardly any value
// has it elsewhere.
func (s *searcher) mentions(v gjson.Result, l level) bool {
	for at := 0; at <= len(v.Raw); {
		next := strings.Index(v.Raw[at:], "Statement")
		if next < 0 {
			return false
		}
		at += next
		i := s.from(v.Index+at+1) - 1
		if l.depth > 0 || i < 0 || s.covered[i].made || s.covered[i].at.End <= v.Index+at {
			return true
		}
		at = s.covered[i].at.End - v.Index
	}
	return false
}
