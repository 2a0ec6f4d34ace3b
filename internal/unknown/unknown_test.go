package unknown

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEqualToItself holds that an unknown is equal to itself alone: not to one
// of another name, of another scope or of the other kind.
func TestEqualToItself(t *testing.T) {
	seen := map[string]string{}
	for _, scope := range []string{"", "a.yaml", "b.yaml"} {
		for _, name := range []string{"Bucket", "Bucket.Arn", "AWS::AccountId", ""} {
			for kind, u := range map[string]string{"given": Given(scope, name), "made": Made(scope, name)} {
				what := kind + " " + scope + " " + name
				if other, ok := seen[u]; ok {
					t.Errorf("%s is written as %s is", what, other)
				}
				seen[u] = what
				again := map[string]string{"given": Given(scope, name), "made": Made(scope, name)}[kind]
				if again != u || !Whole(u) || !In(u) || GivenIn(u) != (kind == "given") {
					t.Errorf("%s: whole %v, in %v, given %v", what, Whole(u), In(u), GivenIn(u))
				}
				if got := Show("arn:" + u + "/*"); got != "arn:${"+name+"}/*" {
					t.Errorf("%s is shown as %s", what, got)
				}
			}
		}
	}
}

// TestGoesThrough holds that nothing takes an unknown apart: neither what splits
// ARNs, paths and patterns, nor what folds case, nor JSON.
func TestGoesThrough(t *testing.T) {
	u := Given("x", "AWS::Region/a *?${}\"\\\x00é")
	if strings.ContainsAny(u, ":/*?${}\"\\ .-_") || strings.ToLower(u) != u || strings.ToUpper(u) != u || !utf8.ValidString(u) {
		t.Errorf("%q is text", u)
	}
	stored, err := json.Marshal(u)
	var back string
	if err != nil || json.Unmarshal(stored, &back) != nil || back != u {
		t.Errorf("JSON makes it %q", back)
	}
	if got := Show(u); got != "${AWS::Region/a __________}" {
		t.Errorf("shown as %q", got)
	}
}

// TestTexts holds what is said of texts with several unknowns or broken ones.
func TestTexts(t *testing.T) {
	a, b := Made("s", "A"), Given("s", "B")
	text := "x" + a + b + "-" + a
	if got := Show(text); got != "x${A}${B}-${A}" {
		t.Errorf("shown as %s", got)
	}
	if got := Widest(text); got != "x**-*" {
		t.Errorf("widest is %s", got)
	}
	if got := Names(text); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("names are %s", got)
	}
	if Whole(text) || !In(text) || !GivenIn(text) || GivenIn("x"+a) {
		t.Error("in")
	}
	for _, broken := range []string{"", "plain", a[:len(a)-1], a[:len(a)-4], a[4:], "\xf3", "\U000F0000x", string(given) + string(closed)} {
		if In(broken) || Show(broken) != broken || Widest(broken) != broken || Names(broken) != nil {
			t.Errorf("%q holds an unknown", broken)
		}
	}
}

// TestRead holds that what is shown is read as what is shown alike.
func TestRead(t *testing.T) {
	for _, text := range []string{"", "plain", "a${", "${A}", "arn:aws:iam::${AWS::AccountId}:role/${App}-x", "${A}${B}}"} {
		read := Read(text)
		if Show(read) != text || In(read) != strings.Contains(text, "}") {
			t.Errorf("%s is read as %q", text, read)
		}
	}
}

func FuzzShow(f *testing.F) {
	f.Add(Given("a", "B") + "x" + Made("", "C"))
	f.Fuzz(func(t *testing.T, s string) {
		if shown := Show(s); In(shown) && !In(s) || In(s) == (shown == s) {
			t.Errorf("%q is shown as %q", s, shown)
		}
	})
}
