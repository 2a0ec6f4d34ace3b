package fix

import (
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// nearer reports, as an error if not, that the changed document brings the
// pair nearer to what is meant: fewer layers stand in the way of its legs.
func (p *Prover) nearer(d *snapshot.Document, after *policy.Document) error {
	if p.Pair == nil {
		return nil
	}
	change := newReplacement(d, after)
	if p.removed(change) > 0 || p.owned(change) {
		return nil
	}
	return fmt.Errorf("%s: the edit removes nothing that stands in the way", d.Label())
}

// owned reports whether the bucket's owner lacks less of what the role writes, which is
// written as well as before.
func (p *Prover) owned(change *replacement) bool {
	writes := p.Pair.Capability(s3.Write)
	if writes == nil || ownerNeeds(writes) == 0 {
		return false
	}
	then := p.Pair.With(change.in(&p.Pair.Layers), s3.Write)
	return ownerNeeds(&then) < ownerNeeds(writes) && !then.Verdict.WorseThan(writes.Verdict)
}

// ownerNeeds counts what the bucket's owner lacks of what the role writes: to
// own it, and to read it.
func ownerNeeds(w *access.Capability) (n int) {
	if !w.Meant {
		return 0
	}
	if w.Unowned {
		n++
	}
	if w.ACL == "private" || w.ACL == "aws-exec-read" {
		n++
	}
	return n
}

// removed counts what the change takes out of the way of meant capabilities,
// less what it puts there. A leg that no changed statement speaks of stays as it
// is, and is not looked at.
func (p *Prover) removed(change *replacement) (n int) {
	legs := p.inTheWay()
	for i := range legs {
		if l := &legs[i]; change.concerns(l) {
			if l.obstacles < 0 {
				l.obstacles = obstacles(l.Layers, l.Request)
			}
			n += l.obstacles - obstacles(change.in(l.Layers), l.Request)
		}
	}
	return n
}

// judgedLeg is a leg with what stands in its way; -1 where it was not counted.
type judgedLeg struct {
	access.Leg
	obstacles int
}

// inTheWay lists the legs of the pair's meant capabilities that are to be
// reached.
func (p *Prover) inTheWay() []judgedLeg {
	if p.legs != nil {
		return p.legs
	}
	p.legs = []judgedLeg{}
	for i := range p.Pair.Capabilities {
		c := &p.Pair.Capabilities[i]
		if !c.Meant {
			continue
		}
		legs := c.Legs
		if len(c.Unreached) > 0 {
			legs = nil
		}
		for _, u := range c.Unreached {
			legs = append(legs, u.Legs...)
		}
		if c.Capability == s3.Write {
			legs = slices.Concat(legs, p.Pair.Uploads().Legs())
		}
		for _, l := range legs {
			p.legs = append(p.legs, judgedLeg{l, -1})
		}
	}
	for _, r := range p.Pair.Replication() {
		p.legs = append(p.legs, judgedLeg{*r.Leg, -1})
	}
	return p.legs
}

// obstacles counts what keeps a request from being allowed: layers that do not
// allow, denies, and settings.
func obstacles(layers *authz.Layers, r *authz.Request) (n int) {
	e := authz.Explain(layers, r)
	n = len(e.Denies)
	for _, rule := range e.Rules {
		if rule.Truth == condition.True {
			n++
		}
	}
	for _, v := range e.Layers {
		if v.Allow != condition.True {
			n++
		}
	}
	return n
}
