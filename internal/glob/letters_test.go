package glob

import (
	"strings"
	"testing"
)

// TestLetters holds matching of what is not plain ASCII: code points of several
// bytes, bytes that are none, and letters of either case.
func TestLetters(t *testing.T) {
	for _, row := range []struct {
		pattern, text string
		exact, folded bool
	}{
		{"?", "é", true, true},
		{"??", "é", false, false},
		{"*é", "aéé", true, true},
		{"*é?", "éaéb", true, true},
		{"É*", "éa", false, true},
		{"S3:Get*", "s3:getObject", false, true},
		{"K", "\u212a", false, true}, // the Kelvin sign
		{"a?c", "A\u212aC", false, true},
		{"*b", "aBaB", false, true},
		{"a*z", "ab", false, false},
		{"?", "\xff", true, true},
		{"a", "", false, false},
		{"", "a", false, false},
		{"a\nb*", "a\nb\n", true, true},
		{"ab*", "xAB", false, false},
	} {
		p := Parse(row.pattern)
		if got := p.Match(row.text); got != row.exact {
			t.Errorf("%q matches %q: %v", row.pattern, row.text, got)
		}
		if got := p.MatchFold(row.text); got != row.folded {
			t.Errorf("%q matches %q without regard to case: %v", row.pattern, row.text, got)
		}
		if got := p.Fold().MatchFold(row.text); got != row.folded {
			t.Errorf("%q folded matches %q: %v", row.pattern, row.text, got)
		}
	}
	if !Parse("a\xff").Match("a\uFFFD") {
		t.Error("a byte that is no text does not match the replacement character")
	}
}

func TestSpelling(t *testing.T) {
	for _, p := range []Pattern{Parse("a*b?c"), Literal("a*b?c"), Join(Literal("*"), Parse("*")), Parse("é*")} {
		if got := p.String(); got == "" || strings.Contains(got, "\xff") {
			t.Errorf("%q is written %q", p, got)
		}
	}
	if got := Join(Literal("*?"), Parse("?*")).String(); got != "${*}${?}?*" {
		t.Errorf("a literal and a pattern are written %q", got)
	}
	before, after, found := Parse("a*:b").Cut(":")
	if !found || before != Parse("a*") || after != Parse("b") {
		t.Errorf("a*:b is cut into %s and %s", before, after)
	}
	if all, rest, found := Parse("ab").Cut(":"); found || all != Parse("ab") || rest != (Pattern{}) {
		t.Errorf("ab is cut into %s and %s", all, rest)
	}
	for answer, want := range map[Answer]string{Yes: "yes", No: "no", Unknown: "unknown"} {
		if answer.String() != want {
			t.Errorf("%d is %s", answer, answer)
		}
	}
}

// TestFindReadable holds that answers use letters that read well, and others
// where all of those are named.
func TestFindReadable(t *testing.T) {
	const readable = "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW"
	var letters []Pattern
	for _, r := range readable {
		letters = append(letters, Literal(string(r)))
	}
	in := []Pattern{Parse("?")}
	if text, answer := Find(in, nil, 1<<10); answer != Yes || text != "x" {
		t.Errorf("one letter: %q, %s", text, answer)
	}
	text, answer := Find(in, append(letters, Literal("À")), 1<<10)
	if answer != Yes || strings.ContainsAny(text, readable+"À") {
		t.Errorf("a letter that no pattern names: %q, %s", text, answer)
	}
	in = []Pattern{Parse("?*1*"), Parse("*A?*"), Parse("*é*"), Parse("*:*")}
	if text, answer := Find(in, nil, 1<<14); answer != Yes || !accepts(in, nil, text) {
		t.Errorf("letters of every class: %q, %s", text, answer)
	}
	in = []Pattern{Parse("*a*b*c*d*"), Parse("*d*c*b*a*"), Parse("*b*d*a*c*")}
	if text, answer := Find(in, []Pattern{Parse("*ab*"), Parse("*dc*")}, 1<<16); answer != Yes || !accepts(in, []Pattern{Parse("*ab*"), Parse("*dc*")}, text) {
		t.Errorf("a long search: %q, %s", text, answer)
	}
	if text, answer := Find(in, nil, 1); answer != Unknown {
		t.Errorf("without budget: %q, %s", text, answer)
	}
}
