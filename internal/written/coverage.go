package written

import (
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/source"
)

// coverage tells of the entries of a list which other one wholly covers each.
type coverage struct {
	texts    []string       // folded
	first    map[string]int // the first entry of that text
	wide     []int          // those that have wildcards, each text once
	patterns []glob.Pattern // where there are such
	budget   int
}

func coverageOf(list []source.Text, fold func(string) string) *coverage {
	if len(list) < 2 {
		return nil
	}
	c := &coverage{texts: make([]string, len(list)), first: make(map[string]int, len(list)), budget: mostCompared}
	for i, t := range list {
		text := fold(t.Value)
		c.texts[i] = text
		if _, again := c.first[text]; !again {
			c.first[text] = i
			if wild(text) {
				c.wide = append(c.wide, i)
			}
		}
	}
	if len(c.wide) > 0 {
		c.patterns = make([]glob.Pattern, len(list))
		for i, text := range c.texts {
			c.patterns[i] = glob.Parse(text)
		}
	}
	return c
}

// of is the first entry that covers entry i and is itself covered by none, or of equal
// ones the earlier; -1 if there is none.
func (c *coverage) of(i int) int {
	if c == nil {
		return -1
	}
	by := c.covering(i)
	for by >= 0 {
		above := c.covering(by)
		if above < 0 {
			break
		}
		by = above
	}
	return by
}

func (c *coverage) covering(i int) int {
	text := c.texts[i]
	if text == "" {
		return -1
	}
	if f := c.first[text]; f != i {
		return f
	}
	for _, w := range c.wide {
		if c.budget--; c.budget < 0 {
			return -1
		}
		if w != i && glob.Covers(c.patterns[w], c.patterns[i]) && !(glob.Covers(c.patterns[i], c.patterns[w]) && i < w) {
			return w
		}
	}
	return -1
}

// mostCompared is how many pairs of one list are compared. AWS's own size limits leave
// no room for a list that needs more.
const mostCompared = 1 << 16
