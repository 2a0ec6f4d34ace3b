package snapshot

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// PairVia returns the pair of a role and the bucket behind an access point, for
// requests that go to the access point: the evidence are statements of either
// side that name it.
func (s *Snapshot) PairVia(r *Role, b *Bucket, via *AccessPoint) *Pair {
	j := joiner{s: s, found: map[pairOf]*Pair{}, unknown: map[string]bool{}}
	p := j.pair(r, b)
	p.Via = via
	for _, d := range r.Documents() {
		for i, st := range d.Policy.All() {
			if names(d.Policy, st, via) {
				j.add(r, b, Evidence{Document: d, Index: i, FromRole: true})
			}
		}
	}
	if via.Policy != nil {
		j.bucket(b, via.Policy)
	}
	return p
}

const pointNames = ":accesspoint/"

// names reports whether a statement names the access point: its ARN, or a pattern
// with some of its name written out.
func names(d *policy.Document, st *policy.Statement, via *AccessPoint) bool {
	inside := glob.Join(glob.Literal(via.ARN), glob.Parse("*"))
	return !st.Resource.Not && slices.ContainsFunc(st.Resource.Patterns, func(t source.Text) bool {
		if !strings.Contains(t.Value, pointNames) {
			return false
		}
		pattern := condition.ParseTemplate(t.Value, d.Variables()).Widest()
		_, name, _ := strings.Cut(pattern.Prefix(), pointNames)
		return name != "" && glob.Overlaps(pattern, inside)
	})
}

// pairsVia joins the roles with the buckets behind the access points that name
// them, or that they name.
func (s *Snapshot) pairsVia() (pairs []*Pair) {
	if len(s.Points) == 0 {
		return nil
	}
	naming := s.namingPoints()
	for _, p := range s.Points {
		list := s.Alike(p.Bucket)
		if p.At.File != nil {
			list = s.nearest(p.At.File.Name, p.Bucket)
		}
		if len(list) == 0 || p.ARN == "" {
			continue
		}
		b := list[0]
		j := joiner{s: s, found: map[pairOf]*Pair{}, unknown: map[string]bool{}}
		j.bucket(b, p.Policy)
		for _, r := range naming[p] {
			j.pair(r, b)
		}
		for _, candidate := range j.pairs {
			if pair := s.PairVia(candidate.Role, b, p); len(pair.Evidence) > 0 {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs
}

// namingPoints lists the roles whose policies may name an access point, by the
// text of their patterns before the first wildcard.
func (s *Snapshot) namingPoints() map[*AccessPoint][]*Role {
	naming := map[*AccessPoint][]*Role{}
	for _, r := range s.Roles {
		for _, d := range r.Documents() {
			for _, st := range d.Policy.All() {
				for _, t := range st.Resource.Patterns {
					if !strings.Contains(t.Value, pointNames) {
						continue
					}
					prefix := condition.ParseTemplate(t.Value, d.Policy.Variables()).Widest().Prefix()
					prefix, _, _ = strings.Cut(prefix, "/object")
					for _, p := range s.pointsFrom(prefix) {
						naming[p] = append(naming[p], r)
					}
				}
			}
		}
	}
	return naming
}

// pointsFrom returns the access points whose ARNs begin so.
func (s *Snapshot) pointsFrom(prefix string) []*AccessPoint {
	if _, name, ok := strings.Cut(prefix, pointNames); !ok || name == "" {
		return nil
	}
	from, _ := slices.BinarySearchFunc(s.Points, prefix, func(p *AccessPoint, prefix string) int { return strings.Compare(p.name(), prefix) })
	to := from
	for to < len(s.Points) && strings.HasPrefix(s.Points[to].name(), prefix) {
		to++
	}
	return s.Points[from:to]
}
