package glob

import (
	"testing"
	"unicode/utf8"
)

// places are the code points that a text has, invalid bytes as -1: nothing but
// a wildcard matches one.
func places(s string) (list []rune) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			r = -1
		}
		list, s = append(list, r), s[size:]
	}
	return list
}

// automaton is a pattern read by the definition, for texts of any length: bit
// i stands for "the first i places are matched".
type automaton []rune

func newAutomaton(pattern string) automaton { return automaton([]rune(pattern)) }

func (a automaton) start() uint64 { return a.open(1) }

func (a automaton) open(set uint64) uint64 {
	for i, r := range a {
		if r == '*' && set&(1<<i) != 0 {
			set |= 1 << (i + 1)
		}
	}
	return set
}

func (a automaton) step(set uint64, letter rune) (next uint64) {
	for i, r := range a {
		switch {
		case set&(1<<i) == 0:
		case r == '*':
			next |= 1 << i
		case r == '?' || r == letter:
			next |= 1 << (i + 1)
		}
	}
	return a.open(next)
}

func (a automaton) accepts(set uint64) bool { return set&(1<<len(a)) != 0 }

// shortest returns the length of a shortest text that all of in and none of
// out match, or -1: a walk through all sets of places. It is not ok if there
// are too many.
func shortest(in, out []string) (length int, ok bool) {
	letters := map[rune]bool{-2: true} // -2 stands for what no pattern names
	var all []automaton
	for _, p := range append(append([]string{}, in...), out...) {
		all = append(all, newAutomaton(p))
		for _, r := range p {
			letters[r] = true
		}
	}
	delete(letters, '*')
	delete(letters, '?')
	type state [4]uint64
	var first state
	for i, a := range all {
		first[i] = a.start()
	}
	seen, level := map[state]bool{first: true}, []state{first}
	for ; len(level) > 0 && len(seen) < 20_000; length++ {
		var next []state
		for _, s := range level {
			answer := true
			for i, a := range all {
				answer = answer && a.accepts(s[i]) == (i < len(in))
			}
			if answer {
				return length, true
			}
			for letter := range letters {
				var to state
				for i, a := range all {
					to[i] = a.step(s[i], letter)
				}
				if !seen[to] {
					seen[to], next = true, append(next, to)
				}
			}
		}
		level = next
	}
	return -1, len(level) == 0
}

// longest bounds patterns so that their places fit a word.
const longest = 60

func FuzzMatch(f *testing.F) {
	f.Add("a*b?c", "axxbyc")
	f.Add("*é?*", "é\xffx\u00ff")
	f.Add("\xff*\ufffd", "\ufffd\xff\ufffd")
	f.Add("s3:Get*Kſ", "S3:getKELVIN\u212as")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		a := newAutomaton(pattern)
		if len(a) > longest {
			return
		}
		set := a.start()
		for _, r := range places(text) {
			set = a.step(set, r)
		}
		if got := Parse(pattern).Match(text); got != a.accepts(set) {
			t.Errorf("%q matches %q: %v", pattern, text, got)
		}
		if got := Literal(text); utf8.ValidString(text) && !got.Match(text) {
			t.Errorf("%q does not match itself", text)
		}
		folded, ok := Literal(text).Fold().Text()
		if got := Parse(pattern).MatchFold(text); utf8.ValidString(text) && (!ok || got != Parse(pattern).Fold().Match(folded)) {
			t.Errorf("%q matches %q without regard to case: %v", pattern, text, got)
		}
	})
}

func FuzzRelations(f *testing.F) {
	f.Add("?*", "*a*", "b")
	f.Add("a*b?c*", "*c?b*a", "*é*")
	f.Add("a?*?b", "?a**", "a*b")
	f.Fuzz(func(t *testing.T, p, q, r string) {
		if len(p) > 12 || len(q) > 12 || len(r) > 12 {
			return
		}
		P, Q, R := Parse(p), Parse(q), Parse(r)
		if length, ok := shortest([]string{q}, []string{p}); ok && Covers(P, Q) != (length < 0) {
			t.Errorf("%q covers %q: %v, a text of length %d speaks", p, q, Covers(P, Q), length)
		}
		if length, ok := shortest([]string{p, q}, nil); ok && Overlaps(P, Q) != (length >= 0) {
			t.Errorf("%q overlaps %q: %v, a text of length %d speaks", p, q, Overlaps(P, Q), length)
		}
		length, ok := shortest([]string{p, q}, []string{r})
		if !ok {
			return
		}
		text, answer := Find([]Pattern{P, Q}, []Pattern{R}, 1<<14)
		switch {
		case answer == Unknown:
		case (answer == Yes) != (length >= 0):
			t.Errorf("%q and %q without %q: %s, a shortest text has length %d", p, q, r, answer, length)
		case answer == Yes && (!accepts([]Pattern{P, Q}, []Pattern{R}, text) || utf8.RuneCountInString(text) != length):
			t.Errorf("%q and %q without %q: found %q, a shortest text has length %d", p, q, r, text, length)
		}
	})
}
