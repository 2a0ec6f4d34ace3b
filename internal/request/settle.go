package request

import "github.com/crossgrant/crossgrant/internal/condition"

// assertion is a literal that has to be true, or false, and the choices that it
// follows from.
type assertion struct {
	lit  *literal
	is   bool
	from set
}

// want is what one element of a variable's value has to satisfy.
type want struct {
	at   int // of the assertion
	lit  *literal
	is   bool      // what the literal has to answer about the element alone
	text *language // nil for values of another type
	must bool      // the element has to be in text, or outside
}

// shapes finds a value for a variable that satisfies all that is asserted of it;
// without one it returns the assertions that cannot hold together.
func (s *solver) shapes(v *variable, c condition.Context) (value condition.Value, ok bool, core set) {
	list := v.asserted
	qualified := false
	for i := range list {
		t := list[i].lit.test
		qualified = qualified || t != nil && t.Operator().Qualifier != condition.Plain
	}
	if len(list) > 0 && list[0].lit.fact {
		if list[0].is {
			return present("true"), true, nil
		}
		return absent, true, nil
	}
	gone := v.name == resourceVariable || !v.text // it may be absent
	for i := range list {
		if list[i].lit.truth(but{nil, v.name, absent}) != list[i].is {
			core, gone = core.with(i), false
			break
		}
	}
	if gone && !v.text {
		return absent, true, nil
	}
	var wants []want
	for i := range list {
		wants = append(wants, s.want(i, &list[i], list[i].is, c))
	}
	text, ok, without := s.element(v, wants, qualified)
	switch {
	case ok:
		return present(text), true, nil
	case gone:
		return absent, true, nil
	}
	if core = core.or(without); v.text && v.name != resourceVariable {
		core = without // a request always has one
	}
	if !qualified {
		return value, false, core
	}
	texts, ok, without := s.set(v, c)
	if ok {
		return condition.Value{State: condition.Present, Values: texts, Set: true}, true, nil
	}
	return value, false, core.or(without)
}

var absent = condition.Value{State: condition.Absent}

func present(text string) condition.Value {
	return condition.Value{State: condition.Present, Values: []string{text}}
}

// want is what the assertion asks of an element.
func (s *solver) want(at int, a *assertion, is bool, c condition.Context) want {
	w := want{at: at, lit: a.lit, is: is}
	t := a.lit.test
	switch {
	case t == nil:
		w.must = is
	case t.Family() != condition.Text && t.Family() != condition.ARN:
		return w
	default:
		w.must = is != t.Operator().Negated
	}
	if _, unknown := c.(open); unknown {
		c = open{wide: w.must}
	}
	w.text = a.lit.language(c)
	return w
}

// holds reports whether an element satisfies the want.
func (w *want) holds(text string) bool {
	if w.text != nil && (text != "" || w.lit.test == nil || w.lit.test.Operator().Qualifier == condition.Plain) {
		return w.text.has(text) == w.must
	}
	return w.lit.truth(but{nil, w.lit.variable, present(text)}) == w.is
}

// set finds values of a multi-valued key: every one of them has to satisfy what is
// said of all, and for whatever is said of some there has to be one.
func (s *solver) set(v *variable, c condition.Context) (texts []string, ok bool, core set) {
	var all, each []want
	for i := range v.asserted {
		a := &v.asserted[i]
		t := a.lit.test
		o := t.Operator()
		switch {
		case t.Family() == condition.Presence:
			if (a.lit.truth(but{nil, v.name, present("x")})) != a.is {
				return nil, false, core.with(i)
			}
		case o.Qualifier == condition.Plain:
			// AWS only says that such a key wants a set operator: see package condition.
			if a.is {
				return nil, false, core.with(i)
			}
		case (o.Qualifier == condition.ForAllValues) == a.is:
			all = append(all, s.want(i, a, a.is, c))
		default:
			each = append(each, s.want(i, a, a.is, c))
		}
	}
	if len(each) == 0 {
		each = append(each, want{at: -1})
	}
	for i := range each {
		held := each[i].at < 0 && len(texts) > 0
		for _, text := range texts {
			held = held || each[i].at >= 0 && each[i].holds(text)
		}
		if held {
			continue
		}
		wants := all[:len(all):len(all)]
		if each[i].at >= 0 {
			wants = append(wants, each[i])
		}
		text, ok, without := s.element(v, wants, true)
		if !ok {
			return nil, false, without
		}
		texts = append(texts, text)
	}
	return texts, true, nil
}
