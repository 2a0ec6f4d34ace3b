package glob

import "testing"

// TestAfterAgainstMatch holds what is left of a pattern against the pattern
// itself, for every pattern, prefix and rest over few letters.
func TestAfterAgainstMatch(t *testing.T) {
	rests := append(textsOver("ab*", 3), "é", "aé")
	for _, pattern := range textsOver("aé*?", 4) {
		p := Parse(pattern)
		for _, prefix := range []string{"", "a", "b", "ab", "é", "aé", "aaa", "*", "aéa"} {
			list := p.After(prefix)
			for i, one := range list {
				if normal([]byte(one.text)) != one {
					t.Fatalf("%q after %q: %q is not normal", pattern, prefix, one)
				}
				for _, other := range list[i+1:] {
					if Covers(one, other) && Covers(other, one) {
						t.Fatalf("%q after %q: %q twice", pattern, prefix, one)
					}
				}
			}
			for _, rest := range rests {
				matches := false
				for _, one := range list {
					matches = matches || one.Match(rest)
				}
				if want := p.Match(prefix + rest); matches != want {
					t.Fatalf("%q after %q: %v on %q: %v, want %v", pattern, prefix, list, rest, matches, want)
				}
			}
		}
	}
}
