package request

import "slices"

// solver looks for a request in an intersection of constraints. What is asserted,
// and the constraints that choices add, are stacks that undo takes back; a value
// that satisfied more also satisfies less, so it stays.
type solver struct {
	steps  int // that are left
	work   int // parts of a step
	prefer map[string][]string
	walks  *Walks
	doubts []string

	values      values
	variables   map[string]*variable
	order       []*variable
	asserted    map[string]assertion // by the id of the literal
	trail       []*literal
	needy       []*variable // those with literals that need other variables
	constraints []constraint
	next        int   // of the constraints, the one to look at first
	settled     []int // the constraints of which an alternative is assumed
}

// constraint is a formula that has to hold, and the choices that it follows from.
type constraint struct {
	node    *node
	from    set
	settled bool // an alternative of it is assumed
}

// variable is one thing that a request is made of, with what is asserted of it.
type variable struct {
	name     string
	text     bool // not a condition key: always there, unless it is the resource
	asserted []assertion
	valid    int // how many of those its value is known to satisfy
}

func (s *solver) variable(name string) *variable {
	v := s.variables[name]
	if v == nil {
		text := slices.Contains(alwaysThere, name) || name == resourceVariable
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
		at, violated := s.violated()
		if !violated {
			return true, nil
		}
		c := s.constraints[at]
		var live []*node
		core = c.from
		for _, p := range c.node.parts {
			if dead, why := s.dead(p); dead {
				core = core.or(why)
			} else {
				live = append(live, p)
			}
		}
		s.constraints[at].settled = true
		s.settled = append(s.settled, at)
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
		trail, constraints, settled := len(s.trail), len(s.constraints), len(s.settled)
		ok, why := s.assume(p, set(nil).with(depth))
		if ok {
			if ok, why = s.search(depth + 1); ok {
				return true, nil
			}
		}
		s.undo(trail, constraints, settled)
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
		a, known := s.asserted[n.lit.name()]
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
