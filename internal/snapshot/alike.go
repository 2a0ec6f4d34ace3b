package snapshot

import (
	"cmp"
	"strings"
)

// Ref tells a bucket from others of its name: it is the name where there are none.
func (k *Bucket) Ref() string {
	if !k.apart {
		return k.Name
	}
	return k.Name + " (" + strings.TrimSuffix(k.Stack, "/") + ")"
}

// Alike returns the buckets of a name: several where stacks say different things of it.
func (s *Snapshot) Alike(name string) []*Bucket {
	if list := s.apart[name]; list != nil {
		return list
	}
	if b := s.buckets[name]; b != nil {
		return []*Bucket{b}
	}
	return nil
}

// BucketsFor returns those of the buckets of a name that go with a role: what is made nearest
// to where the role is, by the same stack before all.
func (s *Snapshot) BucketsFor(r *Role, name string) []*Bucket {
	if r.Stack == "" && r.At.File != nil {
		return s.nearest(r.At.File.Name, name)
	}
	return s.nearest(r.Stack, name)
}

func (s *Snapshot) nearest(path, name string) (nearest []*Bucket) {
	list := s.Alike(name)
	if len(list) < 2 {
		return list
	}
	most := -1
	for _, k := range list {
		near := Shared(k.Stack, path)
		for _, stack := range k.stacks {
			near = max(near, Shared(stack, path))
		}
		if near > most {
			most, nearest = near, nil
		}
		if near == most {
			nearest = append(nearest, k)
		}
	}
	return nearest
}

// Shared counts the folders that two paths have in common, and the file as one more.
func Shared(x, y string) (n int) {
	parts := strings.Split(y, "/")
	for i, part := range strings.Split(x, "/") {
		if i == len(parts) || parts[i] != part {
			break
		}
		n++
	}
	return n
}

// BucketFor is Bucket, of several of a name the one that goes with a role.
func (s *Snapshot) BucketFor(r *Role, name string) *Bucket {
	if list := s.BucketsFor(r, name); len(list) > 0 {
		return list[0]
	}
	return s.Bucket(name)
}

// BucketOf returns the bucket that a document is the policy of, nil if it is none.
func (s *Snapshot) BucketOf(d *Document) *Bucket {
	if d.Owner().Kind != "bucket" {
		return nil
	}
	for _, b := range s.Alike(d.Owner().ID) {
		if b.Policy == d {
			return b
		}
	}
	return s.buckets[d.Owner().ID]
}

// compareBuckets orders buckets by their names, and those of one name by their stacks.
func compareBuckets(x, y *Bucket) int {
	return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Stack, y.Stack))
}
