package access

import (
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Within judges one capability over the objects, or prefixes, that begin so
// and no others.
func (j *Judge) Within(p *snapshot.Pair, c s3.Capability, prefix string) Capability {
	role := way.Caller(p)
	narrow := *j
	narrow.prefix = prefix
	out := j.frame(p)
	out.judge = &narrow
	return narrow.capability(out, role, s3.Operations[c])
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

// WorseThan compares two verdicts in that order.
func (v Verdict) WorseThan(other Verdict) bool { return badness[v] > badness[other] }

var badness = [...]int{Yes: 0, Partly: 1, Conditional: 2, Unknown: 3, No: 4}
