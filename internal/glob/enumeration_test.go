package glob

import "testing"

// byDefinition is the definition: * is any sequence, ? any one letter.
func byDefinition(p, s string) bool {
	switch {
	case p == "":
		return s == ""
	case p[0] == '*':
		return byDefinition(p[1:], s) || s != "" && byDefinition(p, s[1:])
	case s == "":
		return false
	}
	return (p[0] == '?' || p[0] == s[0]) && byDefinition(p[1:], s[1:])
}

// textsOver returns all texts over the letters up to a length, shortest first.
func textsOver(letters string, length int) []string {
	all, last := []string{""}, []string{""}
	for range length {
		var next []string
		for _, w := range last {
			for _, c := range letters {
				next = append(next, w+string(c))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// TestAgainstEnumeration judges every relation of short patterns by what the
// definition says about all short texts. The letter z stands for those that no
// pattern names; texts of six letters separate patterns of three.
func TestAgainstEnumeration(t *testing.T) {
	patterns, texts := textsOver("ab*?", 3), textsOver("abz", 6)
	matches := make([][]bool, len(patterns))
	for i, p := range patterns {
		matches[i] = make([]bool, len(texts))
		for j, s := range texts {
			matches[i][j] = byDefinition(p, s)
			if got := Parse(p).Match(s); got != matches[i][j] {
				t.Fatalf("%q matches %q: %v", p, s, got)
			}
		}
	}
	for i, p := range patterns {
		for j, q := range patterns {
			covers, overlaps, first := true, false, -1
			for k := range texts {
				covers = covers && (matches[i][k] || !matches[j][k])
				overlaps = overlaps || matches[i][k] && matches[j][k]
				if first < 0 && matches[i][k] && !matches[j][k] {
					first = k
				}
			}
			if got := Covers(Parse(p), Parse(q)); got != covers {
				t.Errorf("%q covers %q: %v", p, q, got)
			}
			if got := Overlaps(Parse(p), Parse(q)); got != overlaps {
				t.Errorf("%q overlaps %q: %v", p, q, got)
			}
			text, answer := Find([]Pattern{Parse(p)}, []Pattern{Parse(q)}, 1<<12)
			switch {
			case first < 0 && answer != No:
				t.Errorf("%q without %q has %q (%s), and no short text", p, q, text, answer)
			case first >= 0 && (answer != Yes || !byDefinition(p, text) || byDefinition(q, text) || len(text) != len(texts[first])):
				t.Errorf("%q without %q: found %q (%s), a shortest is %q", p, q, text, answer, texts[first])
			}
		}
	}
}

// TestFindAgainstEnumeration holds Find for several patterns on each side.
func TestFindAgainstEnumeration(t *testing.T) {
	patterns, texts := textsOver("ab*?", 2), textsOver("abz", 5)
	for i := 0; i < len(patterns); i++ {
		for j := 0; j < len(patterns); j += 2 {
			for k := 0; k < len(patterns); k += 3 {
				a, b, c := patterns[i], patterns[j], patterns[k]
				want := No
				for _, s := range texts {
					if byDefinition(a, s) && byDefinition(b, s) && !byDefinition(c, s) {
						want = Yes
						break
					}
				}
				in, out := []Pattern{Parse(a), Parse(b)}, []Pattern{Parse(c)}
				if text, got := Find(in, out, 1<<12); got != want || got == Yes && !accepts(in, out, text) {
					t.Errorf("%q and %q without %q: %q, %s; want %s", a, b, c, text, got, want)
				}
			}
		}
	}
}

// TestVariablesAreLetters holds that wildcards which come out of a variable are letters.
func TestVariablesAreLetters(t *testing.T) {
	p := Join(Parse("a*"), Literal("*?"))
	if !p.Match("ab*?") || p.Match("abxy") || p.String() != "a*${*}${?}" {
		t.Errorf("%s", p)
	}
	if !Parse("s3:Get*").Fold().Match("s3:getobject") || !Parse("S3:get*").MatchFold("s3:GetObject") {
		t.Error("action names are compared without regard to case")
	}
	if _, answer := Find([]Pattern{Parse("*a*b*c*")}, []Pattern{Parse("*c*b*a*")}, 2); answer != Unknown {
		t.Errorf("a search without budget answers %s", answer)
	}
}
