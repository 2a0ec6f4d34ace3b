package snapshot

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Wide is a statement that allows some capability and names no role, or no
// bucket: it is evidence of no pair, for it would be evidence of all.
type Wide struct {
	Document *Document
	Index    int // of the statement
	// ToAll: it stands in a bucket's policy and allows everybody; else it stands in
	// a role's and allows buckets of every name.
	ToAll bool
}

// Statement returns the statement.
func (w Wide) Statement() *policy.Statement { return &w.Document.Policy.Statements()[w.Index] }

// Wide lists the wide statements that made none of the pairs, each once. Where
// there is no role, or no bucket, there is nothing that they could have made.
func (s *Snapshot) Wide(pairs []*Pair) (list []Wide) {
	if len(s.Roles) == 0 || len(s.Buckets) == 0 {
		return nil
	}
	type said struct {
		by    *Document
		index int
	}
	told := map[said]bool{}
	for _, p := range pairs {
		for _, e := range p.Evidence {
			told[said{e.Document, e.Index}] = true
		}
	}
	add := func(some []Wide) {
		for _, w := range some {
			if one := (said{w.Document, w.Index}); !told[one] {
				told[one] = true
				list = append(list, w)
			}
		}
	}
	for some := range parallel.InOrder(slices.Chunk(s.Buckets, chunk), wideOfBuckets) {
		add(some)
	}
	for some := range parallel.InOrder(slices.Chunk(s.Roles, chunk), wideOfRoles) {
		add(some)
	}
	return list
}

func wideOfBuckets(buckets []*Bucket) (list []Wide) {
	for _, b := range buckets {
		if b.Policy != nil {
			list = wideOf(list, b.Policy, true, everybody)
		}
	}
	return list
}

func wideOfRoles(roles []*Role) (list []Wide) {
	read := map[*Document]bool{} // many roles have the same managed policies
	for _, r := range roles {
		for _, d := range r.Documents() {
			if !read[d] {
				read[d] = true
				list = wideOf(list, d, false, everyBucket)
			}
		}
	}
	return list
}

// wideOf adds the wide statements of a document.
func wideOf(list []Wide, d *Document, toAll bool, wide func(*policy.Document, *policy.Statement) bool) []Wide {
	for i, st := range d.Policy.All() {
		if st.Effect == policy.Allow && wide(d.Policy, st) && allowsSome(&st.Action) {
			list = append(list, Wide{d, i, toAll})
		}
	}
	return list
}

// everybody reports whether a statement is about whoever asks, and no condition
// of it lists principals.
func everybody(_ *policy.Document, st *policy.Statement) bool {
	if slices.ContainsFunc(st.Conditions, func(c policy.Condition) bool { return namesPrincipals(&c) }) {
		return false
	}
	p := st.Principal
	return p != nil && (p.Not || p.HasEveryone())
}

// everyBucket reports whether a resource of the statement is a bucket, or an object
// in one, of which too little is spelled out to name it.
func everyBucket(d *policy.Document, st *policy.Statement) bool {
	if st.Resource.Not {
		return true
	}
	variables := d.Variables()
	some := glob.Parse("arn:*:s3:::*")
	return slices.ContainsFunc(st.Resource.Patterns, func(t source.Text) bool {
		p := condition.ParseTemplate(t.Value, variables).Widest()
		_, _, ok := spelled(p)
		return !ok && glob.Overlaps(p, some)
	})
}

// allowsSome reports whether actions hold one that a capability needs.
func allowsSome(actions *policy.Elements) bool {
	for _, c := range s3.Capabilities {
		for _, leg := range s3.Operations[c].Legs {
			listed := slices.ContainsFunc(actions.Patterns, func(t source.Text) bool { return glob.Parse(t.Value).MatchFold(leg.Action) })
			if listed != actions.Not {
				return true
			}
		}
	}
	return false
}

// spelled splits what a resource pattern spells out of a bucket's ARN before its
// first wildcard; it is not ok if that is too little of the name.
func spelled(p glob.Pattern) (before, after string, ok bool) {
	before, after, ok = strings.Cut(p.Prefix(), ":s3:::")
	return before, after, ok && strings.HasPrefix(before, "arn:") && len(after) >= literalPrefix
}
