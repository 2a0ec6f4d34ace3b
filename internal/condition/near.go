package condition

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Misspelt tells of an operator that AWS does not have which was probably meant,
// with its modifiers; nearest is empty where none reads like it. It is false of
// operators that AWS has.
func Misspelt(s string) (nearest string, unknown bool) {
	if _, ok := ParseOperator(s); ok {
		return "", false
	}
	best, limit := "", max(3, len(s)/4)
	try := func(spelling string) {
		if d := levenshtein.ComputeDistance(strings.ToLower(s), strings.ToLower(spelling)); d < limit {
			best, limit = spelling, d
		}
	}
	for _, o := range operators {
		for q := Plain; q <= ForAnyValue; q++ {
			o.Qualifier, o.IfExists = q, false
			try(o.String())
			o.IfExists = true
			try(o.String())
		}
	}
	return best, true
}
