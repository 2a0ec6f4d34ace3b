package arn

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Perhaps reports whether what a policy writes may be about what has that name,
// where one of them holds a value that nobody knows, see package unknown. It is
// false where it surely is not, and where the two as they are written decide it.
// The pattern is one without policy variables; behind the name of a bucket may
// stand / and a wildcard for its objects.
func Perhaps(pattern, name string) bool {
	if !unknown.In(pattern) && !unknown.In(name) || apart(pattern, name) {
		return false
	}
	if p, n := parts(pattern), parts(name); slices.Equal(p, n) && !wild(p) {
		// One bucket, be it unknown: what is behind its name decides.
		pattern, name = behind(pattern, p), behind(name, n)
		if !unknown.In(pattern) && !unknown.In(name) {
			return false
		}
	}
	return glob.Overlaps(glob.Parse(unknown.Widest(pattern)), glob.Parse(unknown.Widest(name)))
}

// apart reports whether a pattern and a name surely differ: in some part each is
// written out or made by AWS, and they are not the same. A name that AWS makes is
// none that a file spells out.
func apart(pattern, name string) bool {
	p, n := parts(pattern), parts(name)
	if len(p) != len(n) {
		// A whole ARN that AWS makes is that of something else than a name which
		// has all its parts.
		return unknown.In(p[0]) && fixed(p[0]) || unknown.In(n[0]) && fixed(n[0])
	}
	for i := range p {
		if p[i] != n[i] && fixed(p[i]) && fixed(n[i]) {
			return true
		}
	}
	return false
}

// fixed reports whether a text is one text, be it one that AWS makes.
func fixed(s string) bool { return !strings.ContainsAny(s, "*?$") && !unknown.GivenIn(s) }

// wild reports whether some part has a wildcard or a variable.
func wild(parts []string) bool { return strings.ContainsAny(strings.Join(parts, ""), "*?$") }

// behind returns what follows the parts in a text.
func behind(s string, parts []string) string {
	return strings.TrimPrefix(s, strings.Join(parts, ":"))
}

// parts are those of an ARN. What is behind the name of a bucket may be any object.
func parts(s string) []string {
	list := strings.SplitN(s, ":", 6)
	last := &list[len(list)-1]
	head, _, cut := strings.Cut(*last, "/")
	if cut && !strings.ContainsAny(head, "*?") && (len(list) < 3 || list[2] == "s3") {
		*last = head
	}
	return list
}
