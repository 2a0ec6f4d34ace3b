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

// walk searches the product of the languages.
func (s *solver) walk(v *variable, wants []want) (text string, ok bool, core set) {
	var find glob.Search
	at := []int{-1}
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
			core = core.with(w.at)
			continue
		}
		if w.lit.test != nil && w.lit.test.Family() == condition.ARN {
			at = append(at, -1)
			find.Add(false, glob.WordOf(false, glob.Literal(noName)))
		}
		at = append(at, w.at)
		find.Add(w.must, w.text.all()...)
	}
	text, answer := find.Find(&s.steps)
	for i := range at {
		if find.Blamed(i) {
			core = core.with(at[i])
		}
	}
	return text, answer == glob.Yes, core
}
