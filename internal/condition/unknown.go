package condition

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Open returns a text with a value that nobody knows, see package unknown, which
// the test compares in a context; empty if there is none.
func (t *Test) Open(c Context) string {
	v := c.Lookup(t.key)
	return t.open(&v)
}

func (t *Test) open(v *Value) string {
	for _, list := range [2][]string{t.values, v.Values} {
		for _, s := range list {
			if unknown.In(s) {
				return s
			}
		}
	}
	return ""
}

// unsettled reports whether the truth of a test of unknown values hangs on what
// they are. Equal texts are equal whatever they stand for, and those that surely
// differ do.
func (t *Test) unsettled(v *Value) bool {
	text := t.operator.Family == Text || t.operator.Family == ARN
	switch {
	case !text:
		return t.operator.Family != Presence || slices.ContainsFunc(t.values, unknown.In)
	case v.State != Present:
		return false // the key is open in any case
	case t.fixed == nil || t.operator.Qualifier != Plain || len(v.Values) != 1:
		return true
	case t.fixed.match(v.Values[0]) == matched:
		return false
	}
	return slices.ContainsFunc(t.values, func(s string) bool { return arn.Perhaps(s, v.Values[0]) })
}
