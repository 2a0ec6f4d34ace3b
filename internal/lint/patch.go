package lint

import (
	"cmp"
	"slices"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
)

// Choice says which fixes are made: those of findings of a severity and above,
// and of these the safe ones alone, unless the user wants the others too.
type Choice struct {
	From   finding.Severity
	Unsafe bool
}

// Patches returns one patch for each document that the chosen fixes change, and
// how many fixes were left out because they are not safe.
func (r *Result) Patches(choice Choice) (patches []*finding.Patch, left int, err error) {
	made := slices.DeleteFunc(slices.Clone(r.made), func(m *fix.Made) bool { return m.Severity < choice.From })
	// Of fixes that do not go together the one for the graver finding is made, of two such
	// the safe one: what a slip was meant to be is a guess.
	slices.SortStableFunc(made, func(a, b *fix.Made) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(doubtful(a), doubtful(b)))
	})
	chosen := slices.DeleteFunc(slices.Clone(made), func(m *fix.Made) bool { return m.Safety == finding.Unsafe && !choice.Unsafe })
	patches, dropped, err := fix.Combine(chosen)
	return patches, len(made) - len(chosen) + dropped, err
}

// doubtful orders safe fixes before others.
func doubtful(m *fix.Made) int {
	if m.Safety == finding.Safe {
		return 0
	}
	return 1
}
