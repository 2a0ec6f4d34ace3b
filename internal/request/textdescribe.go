package request

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// DescribeText lists the conjunctions that make up a set about one text, each by its
// narrowest patterns: what to tell people who ask which texts are in it.
func (s Set) DescribeText(limit int, steps *Steps) (list []string) {
	each := textSearch{steps: steps, visit: func(in, out []glob.Pattern, _ string) bool {
		text := conjunction(in, out)
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
		return len(list) >= limit
	}}
	each.expand([]*node{s.root()}, nil, nil)
	slices.Sort(list)
	return list
}

func conjunction(in, out []glob.Pattern) string {
	text := ""
	for i, p := range in {
		wider := slices.ContainsFunc(in, func(q glob.Pattern) bool { return q != p && glob.Covers(p, q) })
		if wider || slices.Contains(in[:i], p) {
			continue
		}
		if text != "" {
			text += " and "
		}
		text += p.String()
	}
	for i, p := range out {
		if slices.Contains(out[:i], p) || slices.ContainsFunc(in, func(q glob.Pattern) bool { return !glob.Overlaps(p, q) }) {
			continue
		}
		text += " without " + p.String()
	}
	return text
}
