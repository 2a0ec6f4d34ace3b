package snapshot

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Two files that people write, dev/app.yaml and prod/app.yaml, may say different things
// of a bucket of one name. No two buckets have one (S3 User Guide, Naming rules), so that
// it is that of the one or the other: what the files say are two worlds and no conflict,
// and roles of either go with the bucket of their own. Two exports that differ are a
// conflict: both tell of what is there.

// stacked adds what a stack says of a bucket, apart from what other stacks say.
func (b *Builder) stacked(r *input.Bucket) {
	if b.stacks[r.Name] == nil {
		b.stacks[r.Name] = map[string]*Bucket{}
	}
	k := b.stacks[r.Name][r.Stack]
	if k == nil {
		k = &Bucket{Bucket: input.Bucket{Name: r.Name, At: r.At, Stack: r.Stack}}
		b.stacks[r.Name][r.Stack] = k
	}
	b.joinBucket(k, r)
}

// finishStacks joins what stacks say of a bucket as far as they agree, with one another
// and with what is exported.
func (b *Builder) finishStacks() {
	for name, stacks := range b.stacks {
		said := make([]*Bucket, 0, len(stacks))
		for _, stack := range slices.Sorted(maps.Keys(stacks)) {
			said = append(said, stacks[stack])
		}
		leavePolicy(said)
		common, worlds := worldsOf(said)
		exported := b.s.buckets[name]
		if exported != nil && len(worlds) < 2 {
			worlds = [][]*Bucket{append([]*Bucket{exported}, slices.Concat(worlds...)...)}
		} else if exported != nil {
			common = append(common, exported)
		} else {
			b.s.names = append(b.s.names, name)
		}
		if len(worlds) == 0 {
			worlds, common = [][]*Bucket{common[:1]}, common[1:]
		}
		var apart []*Bucket
		for _, world := range worlds {
			for _, more := range slices.Concat(world[1:], common) {
				b.absorb(world[0], more)
			}
			apart = append(apart, world[0])
		}
		for _, k := range append(said, common...) {
			if slices.Contains(apart, k) {
				continue
			}
			for _, what := range settingsOfBucket {
				delete(b.disputes, disputeOf{k, what})
			}
		}
		if b.s.buckets[name] = apart[0]; len(apart) > 1 {
			b.s.apart[name] = apart
		}
	}
}

// absorb joins what one stack says of a bucket with what another one does. What several
// do have in common is of each of them another document.
func (b *Builder) absorb(k, more *Bucket) {
	r := more.Bucket
	r.Account = more.account.Value
	if d := r.Policy.Value; d != nil {
		copied := *d
		r.Policy.Value = &copied
	}
	for _, what := range settingsOfBucket {
		d := b.disputes[disputeOf{more, what}]
		of := disputeOf{k, what}
		if d == nil || b.disputes[of] != nil {
			continue
		}
		sides := slices.Clone(d.sides)
		for i := range sides {
			if sides[i].document != nil && sides[i].document == more.Bucket.Policy.Value {
				sides[i].document = r.Policy.Value
			}
		}
		b.disputes[of] = &dispute{d.what, sides}
	}
	b.joinBucket(k, &r)
	k.stacks = append(append(k.stacks, more.Stack), more.stacks...)
}

// leavePolicy lets a stack that makes a bucket say nothing of its policy where another
// one says what it is, and does not make the bucket.
func leavePolicy(said []*Bucket) {
	written := slices.ContainsFunc(said, func(k *Bucket) bool { return k.Bucket.Policy.State == input.Present && !k.Payer.State.Known() })
	for _, k := range said {
		if written && k.Bucket.Policy.State == input.Absent {
			k.Bucket.Policy = input.Setting[*policy.Document]{}
		}
	}
}

// worldsOf takes stacks apart that say different things: of each world all agree, and
// all are of one folder. What differs from nothing is common to all worlds.
func worldsOf(said []*Bucket) (common []*Bucket, worlds [][]*Bucket) {
	sides := map[*Bucket][]side{}
	first, contested := map[int]string{}, map[int]bool{}
	for _, k := range said {
		sides[k] = k.sides()
		for i, s := range sides[k] {
			if known, ok := first[i]; s.text != "" && ok && known != s.text {
				contested[i] = true
			} else if s.text != "" {
				first[i] = s.text
			}
		}
	}
	speaks := func(k *Bucket) (of bool) {
		for i := range contested {
			of = of || sides[k][i].text != ""
		}
		return of
	}
	folders := map[string][]int{}
	for _, k := range said {
		if !speaks(k) {
			common = append(common, k)
			continue
		}
		folder := k.Stack[:strings.LastIndexByte(k.Stack, '/')+1]
		agreed := slices.IndexFunc(folders[folder], func(at int) bool {
			return !slices.ContainsFunc(worlds[at], func(other *Bucket) bool { return differ(sides[k], sides[other]) })
		})
		if agreed >= 0 {
			at := folders[folder][agreed]
			worlds[at] = append(worlds[at], k)
			continue
		}
		folders[folder] = append(folders[folder], len(worlds))
		worlds = append(worlds, []*Bucket{k})
	}
	return common, worlds
}

// sides is what is known of a bucket, with an empty text for what is not.
func (k *Bucket) sides() []side {
	account := k.account
	if unknown.In(account.Value) {
		account = input.Setting[string]{} // it may be any
	}
	return []side{spoken(account), spoken(k.Bucket.Policy), spoken(k.ACL), spoken(k.Ownership), spoken(k.PublicAccessBlock),
		spoken(k.Encryption), spoken(k.Region), spoken(k.Versioning), spoken(k.Payer), spoken(k.Tags), spoken(k.ABAC)}
}

func spoken[T any](s input.Setting[T]) side {
	if !s.State.Known() {
		return side{}
	}
	return sideOf(s)
}

func differ(x, y []side) bool {
	for i := range x {
		if x[i].text != y[i].text && x[i].text != "" && y[i].text != "" {
			return true
		}
	}
	return false
}

// everyBucket yields the buckets, before they have an order.
func (b *Builder) everyBucket() iter.Seq[*Bucket] {
	return func(yield func(*Bucket) bool) {
		for name := range b.s.buckets {
			for _, k := range b.s.Alike(name) {
				if !yield(k) {
					return
				}
			}
		}
	}
}
