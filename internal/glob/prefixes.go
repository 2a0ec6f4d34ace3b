package glob

import (
	"slices"
	"strings"
)

// Prefixes finds those of a list that begin as a text does, as far as both go.
type Prefixes struct {
	sorted  []string
	at      []int // their places in the list
	lengths []int // ascending
}

// NewPrefixes returns the index of a list.
func NewPrefixes(list []string) *Prefixes {
	p := &Prefixes{at: make([]int, len(list)), sorted: make([]string, len(list))}
	for i, text := range list {
		p.at[i] = i
		p.lengths = append(p.lengths, len(text))
	}
	slices.SortStableFunc(p.at, func(a, b int) int { return strings.Compare(list[a], list[b]) })
	for i, at := range p.at {
		p.sorted[i] = list[at]
	}
	slices.Sort(p.lengths)
	p.lengths = slices.Compact(p.lengths)
	return p
}

// Near returns the places of those of which the text is a beginning, or they of the
// text, in the order of the list.
func (p *Prefixes) Near(text string) (list []int) {
	for _, n := range p.lengths {
		if n >= len(text) {
			break
		}
		from, _ := slices.BinarySearch(p.sorted, text[:n])
		for ; from < len(p.sorted) && p.sorted[from] == text[:n]; from++ {
			list = append(list, p.at[from])
		}
	}
	from, _ := slices.BinarySearch(p.sorted, text)
	for ; from < len(p.sorted) && strings.HasPrefix(p.sorted[from], text); from++ {
		list = append(list, p.at[from])
	}
	slices.Sort(list)
	return list
}

// Lengths is of how many lengths they are: as often Near looks for some.
func (p *Prefixes) Lengths() int { return len(p.lengths) }
