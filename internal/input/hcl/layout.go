package hcl

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// entries are what stands between brackets: members of an object or items of a list, each
// from its first byte to its last.
type entries struct {
	c      *changes
	at     source.Span // with the brackets
	object bool
	list   []source.Span
}

func (l *entries) add(start, end int) { l.list = append(l.list, source.Span{Start: start, End: end}) }

// comma returns where the comma behind an entry ends; ok is false where there is none.
func (l *entries) comma(i int) (end int, ok bool) {
	at := l.c.skip(l.list[i].End)
	return at + 1, at < l.at.End && l.c.Text[at] == ','
}

// own reports whether an entry has its lines to itself, and where the last of them ends.
func (l *entries) own(i int) (end int, ok bool) {
	c, e := l.c, l.list[i]
	end = e.End
	if comma, ok := l.comma(i); ok {
		end = comma
	}
	last := c.LineEnd(end)
	rest := c.skip(end)
	return last, strings.TrimSpace(c.Text[c.LineStart(e.Start):e.Start]) == "" && (rest >= last || rest >= len(c.Text))
}

// like is the entry that a new one behind another is laid out as.
func (l *entries) like(behind int) source.Span {
	if len(l.list) == 0 {
		return source.Span{}
	}
	return l.list[max(behind, 0)]
}

// insert puts n new entries behind the one of a number; -1 is before all.
func (l *entries) insert(behind, n int, write func(i int, indent string, lines bool) string) {
	c := l.c
	if n == 0 {
		return
	}
	if len(l.list) == 0 {
		text := strings.Join(textsOf(n, c.indent(l.at.Start), false, write), ", ")
		if l.object {
			text = " " + text + " "
		}
		c.put(l.at.Start+1, l.at.Start+1, text)
		return
	}
	near := l.like(behind)
	last, own := l.own(max(behind, 0))
	comma, parted := l.comma(max(behind, 0))
	indent := c.indent(near.Start)
	texts := textsOf(n, indent, own || strings.Contains(c.Text[near.Start:near.End], "\n"), write)
	between, sign := c.Feed()+indent, ","
	if !own {
		between = " "
	} else if l.object && !l.commas() {
		sign = ""
	}
	added := strings.Join(texts, sign+between)
	switch {
	case behind < 0:
		c.put(near.Start, near.Start, added+sign+between)
	case own && parted:
		c.put(last, last, between+added+sign)
	case own:
		if rest := c.Text[near.End:last]; sign != "" && strings.HasPrefix(rest, "  ") {
			c.put(near.End, near.End+1, sign) // so that comments stay below each other
		} else if sign != "" {
			c.put(near.End, near.End, sign)
		}
		c.put(last, last, between+added)
	case parted:
		c.put(comma, comma, between+added+sign)
	default:
		c.put(near.End, near.End, sign+between+added)
	}
}

func textsOf(n int, indent string, lines bool, write func(int, string, bool) string) (texts []string) {
	for i := range n {
		texts = append(texts, write(i, indent, lines))
	}
	return texts
}

// commas reports whether commas part the entries of an object.
func (l *entries) commas() bool {
	if len(l.list) == 1 && l.c.style.parted {
		return true
	}
	for i := range l.list {
		if _, ok := l.comma(i); ok {
			return true
		}
	}
	return false
}

// remove takes entries out, in order.
func (l *entries) remove(gone []int) {
	c := l.c
	if len(gone) == 0 {
		return
	}
	if len(gone) == len(l.list) {
		c.fail(errElse)
		return
	}
	out := map[int]bool{}
	for _, i := range gone {
		out[i] = true
	}
	kept := len(l.list) - 1 // the last that stays
	for ; out[kept]; kept-- {
	}
	for _, i := range gone {
		last, own := l.own(i)
		end, parted := l.comma(i)
		switch {
		case own:
			c.put(c.LineStart(l.list[i].Start), c.nextLine(last), "")
			if i == len(l.list)-1 && !parted {
				if comma, ok := l.comma(kept); ok {
					c.put(comma-1, comma, "")
				}
			}
		case i > kept:
			c.put(l.list[i-1].End, l.list[i].End, "")
		case parted:
			c.put(l.list[i].Start, c.skipBlank(end), "")
		default:
			c.fail(errElse)
		}
	}
}

// skip returns the first place from one on where neither blanks nor comments stand.
func (c *changes) skip(at int) int {
	for at < len(c.Text) {
		rest := c.Text[at:]
		switch {
		case strings.ContainsAny(rest[:1], " \t\r\n"):
			at++
		case rest[0] == '#', strings.HasPrefix(rest, "//"):
			at += len(rest)
			if end := strings.IndexByte(rest, '\n'); end >= 0 {
				at += end - len(rest)
			}
		case strings.HasPrefix(rest, "/*") && strings.Contains(rest, "*/"):
			at += strings.Index(rest, "*/") + 2
		default:
			return at
		}
	}
	return at
}

// skipBlank returns the first place from one on where no blank of the line stands.
func (c *changes) skipBlank(at int) int {
	return at + len(c.Text[at:]) - len(strings.TrimLeft(c.Text[at:], " \t"))
}

// nextLine is where the line behind that of a place begins.
func (c *changes) nextLine(at int) int {
	if i := strings.IndexByte(c.Text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(c.Text)
}

// indent is the indentation of the line that a place is on.
func (c *changes) indent(at int) string {
	line := c.Text[c.LineStart(at):at]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
