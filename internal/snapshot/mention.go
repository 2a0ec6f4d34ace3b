package snapshot

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// reader finds the buckets that policies of roles name.
type reader struct {
	s       *Snapshot
	found   []mention
	unknown map[string]bool // the names of those that no input describes
}

// mention is a statement of a role's policy that names a bucket.
type mention struct {
	role   *Role
	bucket *Bucket
	by     Evidence
}

// chunk is how many roles a reader reads before their mentions are joined.
const chunk = 256

// roles adds what roles' policies say of buckets, in the order of the roles. The policies
// are read on all processors: most of an export is the policies of its roles.
func (j *joiner) roles(list []*Role) {
	for r := range parallel.InOrder(slices.Chunk(list, chunk), func(roles []*Role) *reader {
		r := &reader{s: j.s, unknown: map[string]bool{}}
		for _, role := range roles {
			for _, d := range role.Documents() {
				r.document(role, d)
			}
		}
		return r
	}) {
		for _, m := range r.found {
			j.add(m.role, m.bucket, m.by)
		}
		maps.Copy(j.unknown, r.unknown)
	}
}

// document finds the buckets that a policy of the role names.
func (j *reader) document(r *Role, d *Document) {
	variables := d.Policy.Variables()
	for i, st := range d.Policy.All() {
		if st.Resource.Not {
			continue
		}
		for _, t := range st.Resource.Patterns {
			for _, b := range j.matching(r, condition.ParseTemplate(t.Value, variables).Widest()) {
				j.found = append(j.found, mention{r, b, Evidence{Document: d, Index: i, FromRole: true}})
			}
		}
	}
}

// literalPrefix is how many characters of a bucket's name a pattern has to
// spell out before it names the bucket.
const literalPrefix = 3

// matching returns the buckets that a resource pattern names: behind
// arn:P:s3::: at least three literal characters come before the first wildcard.
func (j *reader) matching(r *Role, p glob.Pattern) (list []*Bucket) {
	if list, express := j.directory(p); express {
		return list
	}
	before, after, ok := spelled(p)
	if !ok {
		return nil
	}
	bucket, _, slash := strings.Cut(after, "/")
	_, literal := p.Text()
	if slash || literal {
		if list := j.s.BucketsFor(r, bucket); list != nil {
			return list
		}
		j.unknown[bucket] = true
		return nil
	}
	names := j.s.names
	first, _ := slices.BinarySearch(names, bucket)
	head := glob.Parse(before + ":s3:::")
	for _, name := range names[first:] {
		if !strings.HasPrefix(name, bucket) {
			break
		}
		inside := glob.Join(head, glob.Literal(name), glob.Parse("/*"))
		if glob.Overlaps(p, inside) || p.Match(before+":s3:::"+name) {
			list = append(list, j.s.BucketsFor(r, name)...)
		}
	}
	if len(list) == 0 {
		j.unknown[bucket+"*"] = true
	}
	return list
}

// directory returns the directory buckets that a pattern of ARNs of S3 Express names,
// arn:P:s3express:REGION:ACCOUNT:bucket/NAME, whatever Region and account it says; false
// if it is none. As many characters of the name have to be literal as of other buckets.
func (j *reader) directory(p glob.Pattern) (list []*Bucket, express bool) {
	parts := strings.SplitN(p.String(), ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[2] != "s3express" {
		return nil, false
	}
	name, ok := strings.CutPrefix(parts[5], "bucket/")
	pattern := glob.Parse(name)
	if !ok || len(pattern.Prefix()) < literalPrefix {
		return nil, true
	}
	for _, bucket := range j.s.names {
		if s3.IsDirectory(bucket) && pattern.Match(bucket) {
			list = append(list, j.s.buckets[bucket])
		}
	}
	if list == nil {
		j.unknown[name] = true
	}
	return list, true
}
