package snapshot

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Pair is a role and a bucket that have to do with each other.
type Pair struct {
	Role     *Role
	Bucket   *Bucket
	Evidence []Evidence
	Expect   []Expectation
	// Via is the access point to which requests go, nil if to the bucket itself.
	Via *AccessPoint
}

// Expectation is what the user says that a role can and cannot do in a bucket:
// capabilities by name, of objects whose key begins with Prefix.
type Expectation struct {
	Role, Bucket string // ARN and name
	Can, Cannot  []string
	Prefix       string
	At           input.Place
}

// Evidence is a statement that makes a pair worth judging: one of the bucket
// policy that names the role, or one of the role's that names the bucket.
// Allow and Deny both count; only an Allow makes a capability meant.
type Evidence struct {
	Document *Document
	Index    int // of the statement
	FromRole bool
	// Pattern: the statement names the role by an ARN with a wildcard, which AWS
	// takes for no role. It says nothing of what this one is meant to do.
	Pattern bool
}

// Statement returns the statement. Evidence itself holds nothing of what documents say:
// there are more pairs than fit into memory with it.
func (e Evidence) Statement() *policy.Statement { return &e.Document.Policy.Statements()[e.Index] }

// Pairs joins roles and buckets by evidence. Its cost grows with the pairs
// that have some, never with roles times buckets. Unknown counts the distinct
// buckets that roles name and no input describes.
func (s *Snapshot) Pairs() (pairs []*Pair, unknown []string) {
	j := joiner{s: s, found: map[pairOf]*Pair{}, unknown: map[string]bool{}}
	for _, b := range s.Buckets {
		j.bucket(b, b.Policy)
	}
	j.roles(s.Roles)
	for _, e := range s.expect {
		r := s.Role(e.Role)
		if r == nil {
			continue
		}
		if b := s.BucketFor(r, e.Bucket); b != nil {
			p := j.pair(r, b)
			p.Expect = append(p.Expect, e)
		}
	}
	pairs = append(j.pairs, s.pairsVia()...)
	slices.SortFunc(pairs, func(a, b *Pair) int {
		return cmp.Or(cmp.Compare(a.Role.ARN, b.Role.ARN), compareBuckets(a.Bucket, b.Bucket), cmp.Compare(a.Via.name(), b.Via.name()))
	})
	return pairs, slices.Sorted(maps.Keys(j.unknown))
}

// Pair returns the pair of a role and a bucket with whatever evidence there is.
func (s *Snapshot) Pair(r *Role, b *Bucket) *Pair {
	pairs, _ := s.Pairs()
	return s.PairAmong(pairs, r, b)
}

// PairAmong is Pair for who has the pairs, in their order.
func (s *Snapshot) PairAmong(pairs []*Pair, r *Role, b *Bucket) *Pair {
	at, _ := slices.BinarySearchFunc(pairs, r, func(p *Pair, r *Role) int {
		return cmp.Or(cmp.Compare(p.Role.ARN, r.ARN), cmp.Compare(p.Bucket.Name, b.Name))
	})
	for _, p := range pairs[at:] {
		if p.Role.ARN != r.ARN || p.Bucket.Name != b.Name {
			break
		}
		if p.Role == r && p.Bucket == b && p.Via == nil {
			return p
		}
	}
	if s.buckets[b.Name] != nil {
		return &Pair{Role: r, Bucket: b}
	}
	// No input describes the bucket: the role's policies may name it all the same.
	return s.alone(r, b).pair(r, b)
}

// alone joins one role with one bucket, as if there were no others, by what the role's
// own policies say.
func (s *Snapshot) alone(r *Role, b *Bucket) *joiner {
	with := *s
	with.apart = nil
	with.buckets, with.names = map[string]*Bucket{b.Name: b}, []string{b.Name}
	j := &joiner{s: &with, found: map[pairOf]*Pair{}, unknown: map[string]bool{}}
	j.roles([]*Role{r})
	return j
}

// pairOf names a pair: a role by its ARN.
type pairOf struct {
	role   string
	bucket *Bucket
}

type joiner struct {
	s       *Snapshot
	found   map[pairOf]*Pair
	pairs   []*Pair
	unknown map[string]bool
	byID    map[string][]*Role
	// covered are the roles that a pattern covers: many buckets have the same.
	covered, likewise map[string][]*Role
}

func (j *joiner) pair(r *Role, b *Bucket) *Pair {
	key := pairOf{r.ARN, b}
	p := j.found[key]
	if p == nil {
		p = &Pair{Role: r, Bucket: b}
		j.found[key] = p
		j.pairs = append(j.pairs, p)
	}
	return p
}

func (j *joiner) add(r *Role, b *Bucket, e Evidence) {
	p := j.pair(r, b)
	same := func(k Evidence) bool { return k.Document == e.Document && k.Index == e.Index }
	if !slices.ContainsFunc(p.Evidence, same) {
		p.Evidence = append(p.Evidence, e)
	}
}

// bucket finds the roles that a policy of the bucket's side names: in a principal, or as
// a value of aws:PrincipalArn or aws:userid.
func (j *joiner) bucket(b *Bucket, by *Document) {
	if by == nil {
		return
	}
	for i, st := range by.Policy.All() {
		e := Evidence{Document: by, Index: i}
		if st.Principal != nil {
			for _, entry := range st.Principal.Entries {
				if entry.Kind == "AWS" {
					j.named(b, entry.Value.Value, e)
				}
			}
		}
		for _, c := range st.Conditions {
			if !namesPrincipals(&c) {
				continue
			}
			for _, v := range c.Values {
				j.named(b, v.Value, e)
				j.otherPath(b, v.Value, e)
			}
		}
	}
}

// namesPrincipals reports whether the values of a condition are principals.
func namesPrincipals(c *policy.Condition) bool {
	return strings.EqualFold(c.Key.Value, "aws:PrincipalArn") || strings.EqualFold(c.Key.Value, "aws:userid")
}

// named adds the roles that a principal names. A name that fits no role is a
// near miss of those that share its role name: one of them may be meant.
func (j *joiner) named(b *Bucket, value string, e Evidence) {
	var name string
	switch n := policy.ReadNamed("AWS", value); n.Shape {
	case policy.UniqueID:
		// As a value of aws:userid it has the session's name behind it.
		id, _, _ := strings.Cut(value, ":")
		j.ofID(b, id, e)
		return
	case policy.ASession:
		name, _, _ = n.ARN.Session()
	case policy.ARole:
		_, name, _ = n.ARN.RoleName()
	default:
		return
	}
	if r := j.s.Role(value); r != nil {
		j.add(r, b, e)
		return
	}
	if strings.ContainsAny(name, "*?") {
		j.wildcard(b, value, e)
		return
	}
	for _, r := range j.s.roles[name] {
		if r.ARN != "" {
			j.like(r, b, e)
		}
	}
}

// like adds a role that is not named as it is, if the bucket is the one of that name
// that goes with it.
func (j *joiner) like(r *Role, b *Bucket, e Evidence) {
	if !b.apart || slices.Contains(j.s.BucketsFor(r, b.Name), b) {
		j.add(r, b, e)
	}
}

// ofID adds the role that has a unique id.
func (j *joiner) ofID(b *Bucket, id string, e Evidence) {
	if j.byID == nil {
		j.byID = map[string][]*Role{}
		for _, r := range j.s.Roles {
			j.byID[r.ID] = append(j.byID[r.ID], r)
		}
	}
	for _, r := range j.byID[id] {
		j.add(r, b, e)
	}
}

// otherPath adds the roles whose account and name a pattern of role ARNs covers, but
// not their path: AWS makes some roles with a Region in it, and some without.
func (j *joiner) otherPath(b *Bucket, value string, e Evidence) {
	a, ok := arn.Parse(value)
	_, name, isRole := a.RoleName()
	pattern := glob.Parse(name)
	if !ok || !isRole || len(pattern.Prefix()) < literalPrefix || !strings.ContainsAny(value, "*?") {
		return
	}
	list := remembered(&j.likewise, value, func() []*Role {
		return j.s.rolesFrom("", func(r *Role) bool { return r.Account == a.Account && r.ARN != "" && pattern.Match(r.Name) })
	})
	for _, r := range list {
		j.like(r, b, e)
	}
}

// wildcard adds the roles that a pattern of role ARNs with a literal part of
// the name covers.
func (j *joiner) wildcard(b *Bucket, value string, e Evidence) {
	e.Pattern = true
	list := remembered(&j.covered, value, func() []*Role {
		pattern := glob.Parse(value)
		return j.s.rolesFrom(pattern.Prefix(), func(r *Role) bool { return pattern.Match(r.ARN) })
	})
	for _, r := range list {
		j.like(r, b, e)
	}
}

// remembered returns the roles of a pattern, which are looked for once.
func remembered(known *map[string][]*Role, pattern string, find func() []*Role) []*Role {
	list, ok := (*known)[pattern]
	if !ok {
		if *known == nil {
			*known = map[string][]*Role{}
		}
		list = find()
		(*known)[pattern] = list
	}
	return list
}

// rolesFrom returns the roles that are wanted among those whose ARNs begin so.
func (s *Snapshot) rolesFrom(prefix string, wanted func(*Role) bool) (list []*Role) {
	from, _ := slices.BinarySearchFunc(s.Roles, prefix, func(r *Role, prefix string) int { return strings.Compare(r.ARN, prefix) })
	for _, r := range s.Roles[from:] {
		if !strings.HasPrefix(r.ARN, prefix) {
			break
		}
		if wanted(r) {
			list = append(list, r)
		}
	}
	return list
}
