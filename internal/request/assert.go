package request

import "slices"

// assume makes a formula hold: its literals at once, its unions when they are
// looked at, which they are next.
func (s *solver) assume(n *node, from set) (ok bool, core set) {
	s.next = len(s.constraints)
	return s.add(n, from)
}

func (s *solver) add(n *node, from set) (ok bool, core set) {
	switch n.kind {
	case never:
		return false, from
	case leaf:
		return s.assert(n.lit, !n.not, from)
	case every:
		for _, p := range n.parts {
			if ok, core := s.add(p, from); !ok {
				return false, core
			}
		}
	case some:
		s.constraints = append(s.constraints, constraint{node: n, from: from})
	}
	return true, nil
}

func (s *solver) assert(l *literal, is bool, from set) (ok bool, core set) {
	if before, known := s.asserted[l.name()]; known {
		return before.is == is, before.from.or(from)
	}
	a := assertion{l, is, from}
	s.asserted[l.name()] = a
	s.trail = append(s.trail, l)
	for _, key := range l.needs {
		// What a policy variable holds is told before anything hangs on it.
		if _, has := s.values[key]; !has && len(s.variable(key).asserted) == 0 {
			s.values[key] = present("x")
		}
	}
	v := s.variable(l.variable)
	if v.valid == len(v.asserted) && l.truth(s.values) == is {
		v.valid++
	}
	v.asserted = append(v.asserted, a)
	if len(l.needs) > 0 && !slices.Contains(s.needy, v) {
		s.needy = append(s.needy, v)
	}
	return true, nil
}

func (s *solver) undo(trail, constraints, settled int) {
	for len(s.trail) > trail {
		l := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		delete(s.asserted, l.name())
		v := s.variables[l.variable]
		v.asserted = v.asserted[:len(v.asserted)-1]
		v.valid = min(v.valid, len(v.asserted))
	}
	for _, at := range s.settled[settled:] {
		s.constraints[at].settled = false
	}
	s.settled, s.constraints = s.settled[:settled], s.constraints[:constraints]
}

// violated finds a union that has to hold, that the values do not meet, and of which
// no alternative is assumed; false if there is none. It goes on where it stopped.
func (s *solver) violated() (at int, is bool) {
	for range s.constraints {
		if s.next >= len(s.constraints) {
			s.next = 0
		}
		c := &s.constraints[s.next]
		if !c.settled && !s.holds(c.node) {
			return s.next, true
		}
		s.next++
	}
	return 0, false
}

// holds reports whether the values meet a formula.
func (s *solver) holds(n *node) bool {
	switch n.kind {
	case always:
		return true
	case leaf:
		s.spend(1)
		return n.lit.truth(s.values) != n.not
	case every:
		return !slices.ContainsFunc(n.parts, func(p *node) bool { return !s.holds(p) })
	case some:
		return slices.ContainsFunc(n.parts, s.holds)
	}
	return false
}
