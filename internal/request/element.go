package request

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// something is every text but the empty one; noName is an ARN without any part,
// which no operator takes for one.
var something, noName = glob.WordOf(false, glob.Parse("?*")), "arn:::::"

// element finds a text that satisfies all wants, a short and readable one; core is
// the assertions that leave none. It is never the empty text unless nothing else
// is, and not at all in a set, where empty texts count for none.
func (s *solver) element(v *variable, wants []want, inSet bool) (text string, ok bool, core set) {
	var finite *want
	typed, texts := false, false
	var tests []*condition.Test
	for i := range wants {
		w := &wants[i]
		switch {
		case w.text == nil && w.lit.test.Family() == condition.Presence:
			if !w.holds("x") { // nor is any other text
				return "", false, set(nil).with(w.at)
			}
		case w.text == nil:
			typed = true
			tests = append(tests, w.lit.test)
		default:
			texts = true
			if w.must && len(w.text.words) == 0 && (finite == nil || len(w.text.texts) < len(finite.text.texts)) {
				finite = w
			}
		}
		core = core.with(w.at)
	}
	for _, text := range s.prefer[v.name] {
		if s.fits(wants, text, nil) {
			return text, true, nil
		}
	}
	if finite != nil {
		core = set(nil).with(finite.at)
		for _, text := range finite.text.texts {
			if (text != "" || !inSet) && s.fits(wants, text, &core) {
				return text, true, nil
			}
		}
		return "", false, core
	}
	if typed {
		for _, text := range condition.Typed(tests, v.asserted[0].lit.in(s.values)) {
			if s.fits(wants, text, nil) {
				return text, true, nil
			}
		}
		if !texts {
			return "", false, core
		}
	}
	found, ok, blamed := s.walk(v, wants)
	switch {
	case !ok && !inSet && !v.text && s.fits(wants, "", &blamed):
		return "", true, nil
	case ok && !s.fits(wants, found, &blamed):
		s.doubt(v.name + " is compared as values of two types")
		return "", false, core
	case !ok && s.steps < 0:
		return "", false, nil
	}
	return found, ok, blamed
}

// fits reports whether a text satisfies all wants; refused collects the first that
// it does not.
func (s *solver) fits(wants []want, text string, refused *set) bool {
	for i := range wants {
		if s.spend(1); !wants[i].holds(text) {
			if refused != nil {
				*refused = refused.with(wants[i].at)
			}
			return false
		}
	}
	return true
}

// walk searches the product of the languages, unless that was done before.
func (s *solver) walk(v *variable, wants []want) (text string, ok bool, core set) {
	name, known := "", false
	var came walked
	if s.walks != nil {
		name = walkName(v, wants)
		came, known = s.walks.recall(name, s.steps)
	}
	if !known {
		came = product(v, wants, s.steps)
	}
	if s.steps -= came.steps; !known && name != "" && s.steps >= 0 {
		s.walks.keep(name, came)
	}
	for i := range wants {
		if wants[i].text == nil || came.blamed.has(i) {
			core = core.with(wants[i].at)
		}
	}
	return came.text, came.ok, core
}

// product searches the product of the languages.
func product(v *variable, wants []want, steps int) (came walked) {
	var find glob.Search
	of := []int{-1} // the wants of the languages
	base := &language{}
	switch {
	case v.name == resourceVariable:
		base.add(anyARN)
	case v.name == callerVariable:
		for _, kind := range everyCaller {
			base.add(kind)
		}
	default:
		base.add(something)
	}
	find.Add(true, base.all()...)
	for i := range wants {
		w := &wants[i]
		if w.text == nil {
			continue
		}
		if w.lit.test != nil && w.lit.test.Family() == condition.ARN {
			of = append(of, -1)
			find.Add(false, glob.WordOf(false, glob.Literal(noName)))
		}
		of = append(of, i)
		find.Add(w.must, w.text.all()...)
	}
	left := steps
	text, answer := find.Find(&left)
	for i := range of {
		if find.Blamed(i) {
			came.blamed = came.blamed.with(of[i])
		}
	}
	came.text, came.ok, came.steps = text, answer == glob.Yes, steps-left
	return came
}
