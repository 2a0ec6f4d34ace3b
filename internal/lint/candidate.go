package lint

import (
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
)

// candidates finds the rules that a subject has to be asked by.
type candidates struct {
	engine  *engine.Engine
	settler *settler
	// counts: what rules that are off would find is counted. A user's own are not
	// run for that: one may be off because it is broken.
	counts bool
}

// candidate is a subject that opens the gates of rules, and of rules that are off.
type candidate struct {
	Subject
	rules, off []string
}

func (c *candidates) of(s Subject) candidate {
	one := candidate{Subject: s}
	for _, id := range c.opened(&s) {
		switch {
		case c.settler.wants(id):
			one.rules = append(one.rules, id)
		case c.counts && !c.engine.IsOwn(id):
			one.off = append(one.off, id)
		}
	}
	if one.asked() {
		one.Input, one.input = s.Facts(), nil
		facts.Force(one.Input) // here, for what makes them is for one goroutine at a time
	} else {
		one.Input, one.input = nil, nil
	}
	return one
}

// opened are the rules whose gates a subject opens.
func (c *candidates) opened(s *Subject) []string {
	if s.gates == nil {
		return c.engine.Candidates(s.Input)
	}
	if !s.gates.tried {
		*s.gates = gates{tried: true, open: c.engine.Candidates(s.Input)}
	}
	return s.gates.open
}

func (c *candidate) asked() bool { return len(c.rules)+len(c.off) > 0 }
