package arn

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// FuzzPattern holds that what a pattern covers among the ARNs which share the
// first five parts is what Within says, and that a name reads back as written.
func FuzzPattern(f *testing.F) {
	for _, seed := range [][2]string{
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/k"}, {"arn:aws:s3:*", "arn:aws:s3:eu-west-1:1:accesspoint/a/object/k"},
		{"arn:aws:s3:*:b", "arn:aws:s3:::a:b"}, {"arn:*:s3:::${*}", "arn:aws:s3:::*"}, {"*", "arn:aws:iam::1:role/a/b"},
		{"arn:aws:s3:*:*:a*:c", "arn:aws:s3::x:ab:c"}, {"arn:aws:s?:::b", "arn:aws:s3:::b"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, name string) {
		a, ok := Parse(name)
		if !ok {
			return
		}
		if got := a.String(); got != name {
			t.Fatalf("%q reads back as %q", name, got)
		}
		p := Compile(glob.Parse(pattern))
		within := false
		for _, g := range p.Within(a) {
			within = within || g.Match(a.Resource)
		}
		if p.Match(a) != within {
			t.Fatalf("%q covers %q: %v, but among its likes %v", pattern, name, p.Match(a), within)
		}
		if glob.Parse(pattern).Match(name) && pattern == name && !p.Match(a) && p.valid {
			t.Fatalf("%q does not cover itself", pattern)
		}
	})
}
