package request

import "slices"

// solver looks for a request in an intersection of constraints. What is asserted,
// and the constraints that choices add, are stacks that undo takes back; a value
// that satisfied more also satisfies less, so it stays.
type solver struct {
	steps  int // that are left
	work   int // parts of a step
	prefer map[string][]string
	doubts []string

	values      values
	variables   map[string]*variable
	order       []*variable
	asserted    map[string]assertion // by the id of the literal
	trail       []*literal
	needy       []*variable // those with literals that need other variables
	constraints []constraint
	next        int // of the constraints, the one to look at first
}

// constraint is a formula that has to hold, and the choices that it follows from.
type constraint struct {
	node *node
	from set
}

// variable is one thing that a request is made of, with what is asserted of it.
type variable struct {
	name     string
	text     bool // always there, unless it is the resource: not a condition key
	asserted []assertion
	valid    int // how many of those its value is known to satisfy
}

func (s *solver) variable(name string) *variable {
	v := s.variables[name]
	if v == nil {
		text := name == actionVariable || name == resourceVariable
		v = &variable{name: name, text: text}
		s.variables[name] = v
		s.order = append(s.order, v)
	}
	return v
}

// spend counts a part of a step.
func (s *solver) spend(n int) {
	if s.work += n; s.work >= 16 {
		s.steps -= s.work / 16
		s.work %= 16
	}
}

func (s *solver) doubt(reason string) {
	if !slices.Contains(s.doubts, reason) {
		s.doubts = append(s.doubts, reason)
	}
}

// search finds values for which all constraints hold. Without any it returns the
// choices, of those made before the given depth, that leave none.
func (s *solver) search(depth int) (found bool, core set) {
	for {
		if s.steps--; s.steps < 0 {
			return false, nil
		}
		if ok, core := s.model(); !ok {
			return false, core
		}
		c := s.violated()
		if c.node == nil {
			return true, nil
		}
		var live []*node
		core = c.from
		parts := []*node{c.node}
		if c.node.kind == some {
			parts = c.node.parts
		}
		for _, p := range parts {
			if dead, why := s.dead(p); dead {
				core = core.or(why)
			} else {
				live = append(live, p)
			}
		}
		switch len(live) {
		case 0:
			return false, core
		case 1:
			if ok, why := s.assume(live[0], core); !ok {
				return false, why
			}
			continue
		}
		return s.branch(live, core, depth)
	}
}

// branch tries the alternatives. Where one fails, the next ones are tried where it
// is false, and not at all if the failure does not hang on it.
func (s *solver) branch(live []*node, core set, depth int) (found bool, _ set) {
	for _, p := range live {
		trail, constraints := len(s.trail), len(s.constraints)
		ok, why := s.assume(p, set(nil).with(depth))
		if ok {
			if ok, why = s.search(depth + 1); ok {
				return true, nil
			}
		}
		s.undo(trail, constraints)
		if !why.has(depth) || s.steps < 0 {
			return false, why
		}
		why = why.without(depth)
		core = core.or(why)
		if p.kind == leaf {
			if ok, clash := s.assert(p.lit, p.not, why); !ok {
				return false, core.or(clash)
			}
		}
	}
	return false, core
}

// dead reports whether a formula is known to be false, and the choices why.
func (s *solver) dead(n *node) (bool, set) {
	switch n.kind {
	case never:
		return true, nil
	case leaf:
		a, known := s.asserted[n.lit.id]
		return known && a.is == n.not, a.from
	case every:
		for _, p := range n.parts {
			if dead, why := s.dead(p); p.kind == leaf && dead {
				return true, why
			}
		}
	}
	return false, nil
}

// assume makes a formula hold: its literals at once, its unions when they are
// looked at, which they are next: the formula that it is an alternative of is then
// not branched on again.
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
		s.constraints = append(s.constraints, constraint{n, from})
	}
	return true, nil
}

func (s *solver) assert(l *literal, is bool, from set) (ok bool, core set) {
	if before, known := s.asserted[l.id]; known {
		return before.is == is, before.from.or(from)
	}
	a := assertion{l, is, from}
	s.asserted[l.id] = a
	s.trail = append(s.trail, l)
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

func (s *solver) undo(trail, constraints int) {
	for len(s.trail) > trail {
		l := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		delete(s.asserted, l.id)
		v := s.variables[l.variable]
		v.asserted = v.asserted[:len(v.asserted)-1]
		v.valid = min(v.valid, len(v.asserted))
	}
	s.constraints = s.constraints[:constraints]
}

// violated returns a part of a constraint that the values do not meet, a literal or
// a union; nothing if they meet all. It goes on where it stopped.
func (s *solver) violated() constraint {
	for range s.constraints {
		if s.next >= len(s.constraints) {
			s.next = 0
		}
		c := s.constraints[s.next]
		if n := s.fails(c.node); n != nil {
			return constraint{n, c.from}
		}
		s.next++
	}
	return constraint{}
}

// fails returns the part of a formula that makes it false: nil if it is true.
func (s *solver) fails(n *node) *node {
	switch n.kind {
	case always:
		return nil
	case leaf:
		if s.spend(1); n.lit.truth(s.values) != n.not {
			return nil
		}
	case every:
		for _, p := range n.parts {
			if f := s.fails(p); f != nil {
				return f
			}
		}
		return nil
	case some:
		for _, p := range n.parts {
			if s.fails(p) == nil {
				return nil
			}
		}
	}
	return n
}

// model brings the values up to what is asserted.
func (s *solver) model() (ok bool, core set) {
	for _, v := range s.order {
		if _, has := s.values[v.name]; v.valid < len(v.asserted) || v.text && !has {
			if ok, core := s.settle(v); !ok {
				return false, core
			}
		}
	}
	return s.substitute()
}

// settle finds a value for a variable. Policy variables have the values that others
// have at the moment; where these leave none and others might, that is a doubt.
func (s *solver) settle(v *variable) (ok bool, core set) {
	value, ok, without := s.shapes(v, s.values)
	if ok {
		s.values[v.name], v.valid = value, len(v.asserted)
		return true, nil
	}
	for i := range v.asserted {
		a := &v.asserted[i]
		if without.has(i) {
			core = core.or(a.from)
		}
		for _, key := range a.lit.needs {
			if _, possible, _ := s.shapes(v, open{}); possible {
				s.doubt("what ${" + key + "} holds")
			}
			// What is asserted of the key led to the value that it has.
			for _, other := range s.variable(key).asserted {
				core = core.or(other.from)
			}
			core = core.or(a.from)
		}
	}
	return false, core
}

// substitute brings the variables up to the values that their policy variables
// have now.
func (s *solver) substitute() (ok bool, core set) {
	for _, v := range s.needy {
		for i := range v.asserted {
			a := &v.asserted[i]
			for _, key := range a.lit.needs {
				if _, has := s.values[key]; !has && len(s.variable(key).asserted) == 0 {
					s.values[key] = present("x")
				}
			}
			if len(a.lit.needs) == 0 || a.lit.truth(s.values) == a.is {
				continue
			}
			if ok, core := s.settle(v); !ok {
				return false, core
			}
			break
		}
	}
	return true, nil
}
