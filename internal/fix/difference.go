package fix

import (
	"iter"
	"slices"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// difference is what a change of a document does to its statements: a statement whose text
// stands in both documents stays.
type difference struct {
	before, after *policy.Document // before is nil for a new document
	gone, fresh   []*policy.Statement
	stay          []*policy.Statement
	in            *policy.Document // that they are statements of
}

// compare tells the statements of two documents apart. Where only one of them knows
// policy variables no statement stays.
func compare(before, after *policy.Document) difference {
	c := difference{before: before, after: after, in: before}
	count := map[string]int{}
	for i := range after.Statements() {
		count[textOf(after, i)]++
	}
	alike := before != nil && before.Variables() == after.Variables()
	for i := 0; before != nil && i < len(before.Statements()); i++ {
		if text := textOf(before, i); alike && count[text] > 0 {
			count[text]--
			c.stay = append(c.stay, &before.Statements()[i])
		} else {
			c.gone = append(c.gone, &before.Statements()[i])
		}
	}
	for i := len(after.Statements()) - 1; i >= 0; i-- {
		// Of equal statements the last ones are new.
		if text := textOf(after, i); !alike || count[text] > 0 {
			count[text]--
			c.fresh = append(c.fresh, &after.Statements()[i])
		}
	}
	slices.Reverse(c.fresh)
	return c
}

func textOf(d *policy.Document, i int) string {
	at := d.Statements()[i].Span
	return string(d.Text()[at.Start:at.End])
}

// back is the change that takes this one back.
func (c difference) back() difference {
	return difference{before: c.after, after: c.before, gone: c.fresh, fresh: c.gone, stay: c.stay, in: c.in}
}

// named yields whom changed statements name.
func (c *difference) named() iter.Seq[*policy.Named] {
	return func(yield func(*policy.Named) bool) {
		for _, s := range slices.Concat(c.fresh, c.gone) {
			for i := 0; s.Principal != nil && i < len(s.Principal.Entries); i++ {
				if n := s.Principal.Entries[i].Names(); !yield(&n) {
					return
				}
			}
		}
	}
}
