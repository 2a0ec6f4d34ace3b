package access

import (
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Pair is the judgement of a role and a bucket.
type Pair struct {
	way.Way
	Capabilities []Capability
	// Call is the operation that was asked about instead of the capabilities.
	Call string

	judge    *Judge
	ofBucket *elements
	normal   *way.Normal // of the account that was last taken for the bucket's
	uploads  *Uploads    // of Uploads, once it was asked for
	stops    []Stop      // of Stops, likewise

	replicated *[]Replication // of Replication, likewise
}

// Capability returns the pair's verdict on one capability.
func (p *Pair) Capability(c s3.Capability) *Capability {
	for i := range p.Capabilities {
		if p.Capabilities[i].Capability == c {
			return &p.Capabilities[i]
		}
	}
	return nil
}

// Worst returns the worst verdict on a capability that is meant, in the order
// no, unknown, conditional, partly, yes; false if none is meant.
func (p *Pair) Worst() (worst Verdict, meant bool) {
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		if !c.Meant {
			continue
		}
		if !meant || badness[c.Verdict] > badness[worst] {
			worst = c.Verdict
		}
		meant = true
	}
	return worst, meant
}

// Judge answers about the pairs of one snapshot. It keeps what it compiled; it
// must not be used by two goroutines at once.
type Judge struct {
	way.Guide
	carries map[[2]string]bool
	table   *reference.Table
	// prefix limits what is judged to the objects and listings that begin so.
	prefix string
	// forced is the canned ACL that uploads carry, where the user says so.
	forced string
	// read is whom long Principal elements name, which many pairs share.
	read map[*policy.Principals][]policy.Named
	// plain: uploads carry no header about encryption.
	plain bool
}

// NewJudge returns a judge of the snapshot.
func NewJudge(world *snapshot.Snapshot) *Judge {
	return &Judge{Guide: way.NewGuide(world), carries: map[[2]string]bool{}, table: world.Reference,
		read: map[*policy.Principals][]policy.Named{}}
}

// World returns the snapshot that the pair is of.
func (p *Pair) World() *snapshot.Snapshot { return p.judge.World }

// Reference returns the service reference that the pair was judged by.
func (p *Pair) Reference() *reference.Table { return p.judge.table }

// carried reports whether a request for the action can hold the key; what the
// reference does not know may be there.
func (j *Judge) carried(action, key string) bool {
	at := [2]string{action, key}
	carried, ok := j.carries[at]
	if !ok {
		var known bool
		carried, known = j.table.Carries(action, key)
		carried = carried || !known
		j.carries[at] = carried
	}
	return carried
}

// frame is a pair with its layers, before anything is judged.
func (j *Judge) frame(p *snapshot.Pair) *Pair {
	return &Pair{Way: j.Lay(p), judge: j, ofBucket: &elements{}}
}

// long is from how many entries or statements on it is kept what was read of a policy.
const long = 16

// named is whom the entries of a long Principal element name; nil of a short one.
func (j *Judge) named(p *policy.Principals) []policy.Named {
	list := j.read[p]
	if list != nil || len(p.Entries) < long {
		return list
	}
	list = make([]policy.Named, len(p.Entries))
	for i := range p.Entries {
		list[i] = p.Entries[i].Names()
	}
	j.read[p] = list
	return list
}
