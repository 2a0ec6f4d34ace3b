package cloudformation

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// entry is a member of a mapping or an item of a list, with where it begins, at its key or
// its dash, and ends.
type entry struct{ start, end int }

// entries returns those of a value; ok is false where one stands elsewhere, as what an
// anchor brings does.
func (c *changes) entries(n *node) (list []entry, ok bool) {
	for _, m := range n.members {
		list = append(list, entry{m.at.Start, max(m.at.End, m.value.at.End)})
	}
	for _, item := range n.items {
		e := entry{item.at.Start, item.at.End}
		if !c.flow(n) {
			if e.start = strings.LastIndexByte(c.Text[:item.at.Start], '-'); e.start < 0 || strings.TrimSpace(c.Text[e.start+1:item.at.Start]) != "" {
				c.fail("an item of a list without its dash")
				return nil, false
			}
		}
		list = append(list, e)
	}
	for _, e := range list {
		if e.start < n.at.Start || e.end > n.at.End {
			c.fail("what an anchor brings")
			return nil, false
		}
	}
	return list, true
}

// flow reports whether a value is written in brackets.
func (c *changes) flow(n *node) bool {
	return n.kind != scalar && n.at.Start < len(c.Text) && strings.IndexByte("{[", c.Text[n.at.Start]) >= 0
}

// json reports whether the template is JSON.
func (c *changes) json() bool {
	return strings.HasPrefix(strings.TrimLeft(c.Text, "\ufeff \t\r\n"), "{")
}

// column is the indentation that lines up with a place.
func (c *changes) column(at int) string {
	return strings.Repeat(" ", len([]rune(c.Text[c.LineStart(at):at])))
}

// index returns which entry of a value of the template a part of the document is; -1 where
// it is none.
func (c *changes) index(n *node, of gjson.Result, i int) int {
	if n.kind == mapping {
		name := input.MembersOf(of)[i].Key.Str
		return slices.IndexFunc(n.members, func(m member) bool { return m.name == name })
	}
	v := input.ItemsOf(of)[i]
	at, ok := c.made.At(spanOf(v))
	if !ok {
		return -1
	}
	return slices.IndexFunc(n.items, func(item *node) bool { return item.at == at })
}

// remove takes an entry out of a value.
func (c *changes) remove(of gjson.Result, i int) {
	n := c.nodeOf(of, kindOf(of))
	if n == nil {
		return
	}
	list, ok := c.entries(n)
	at := c.index(n, of, i)
	switch {
	case !ok:
	case at < 0 || len(list) < 2:
		c.fail("the only one of its list")
	case c.flow(n) && at == len(list)-1:
		c.put(list[at-1].end, list[at].end, "")
	case c.flow(n):
		c.put(list[at].start, list[at+1].start, "")
	case strings.TrimSpace(c.Text[c.LineStart(list[at].start):list[at].start]) == "":
		c.lines(list[at])
	case at+1 < len(list):
		c.put(list[at].start, list[at+1].start, "")
	default:
		c.fail("an entry that does not begin its line")
	}
}

// lines takes the lines of an entry out.
func (c *changes) lines(e entry) {
	start, end := c.LineStart(e.start), c.LineEnd(e.end)
	for _, feed := range []string{"\r\n", "\n"} {
		if strings.HasPrefix(c.Text[end:], feed) {
			c.put(start, end+len(feed), "")
			return
		}
	}
	c.put(start, end, "") // the last line of the file
}

// insertMember adds a member to a mapping, before all others or behind them.
func (c *changes) insertMember(of gjson.Result, m input.Pair, first bool) {
	n := c.nodeOf(of, mapping)
	if n == nil {
		return
	}
	list, ok := c.entries(n)
	switch {
	case !ok:
	case len(list) == 0:
		c.put(n.at.Start, n.at.End, "{"+c.flowMember(m)+"}")
	case c.flow(n):
		c.insertFlow(n, list, len(list)-1-len(list)*oneIf(first), []string{c.flowMember(m)})
	case first:
		at := c.column(list[0].start)
		c.put(list[0].start, list[0].start, c.blockMember(m, at)+c.Feed()+at)
	default:
		last := list[len(list)-1]
		at := c.column(list[0].start)
		end := c.LineEnd(last.end)
		c.put(end, end, c.Feed()+at+c.blockMember(m, at))
	}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// insertItems adds items to a list, behind the one of that number; -1 is before all.
func (c *changes) insertItems(of gjson.Result, behind int, items []gjson.Result) {
	n := c.nodeOf(of, list)
	if n == nil {
		return
	}
	all, ok := c.entries(n)
	if !ok {
		return
	}
	var texts []string
	if len(all) == 0 || c.flow(n) {
		for _, item := range items {
			texts = append(texts, c.flowText(item))
		}
		if len(all) == 0 {
			c.put(n.at.Start, n.at.End, "["+strings.Join(texts, ", ")+"]")
			return
		}
	}
	at := -1
	if behind >= 0 {
		if at = c.index(n, of, behind); at < 0 {
			c.fail("what is to be changed is made of something else")
			return
		}
	}
	if c.flow(n) {
		c.insertFlow(n, all, at, texts)
		return
	}
	indent := c.column(all[0].start)
	for _, item := range items {
		texts = append(texts, indent+"- "+c.blockText(item, indent+"  "))
	}
	switch {
	case at >= 0:
		end := c.LineEnd(all[at].end)
		c.put(end, end, c.Feed()+strings.Join(texts, c.Feed()))
	case strings.TrimSpace(c.Text[c.LineStart(all[0].start):all[0].start]) == "":
		start := c.LineStart(all[0].start)
		c.put(start, start, strings.Join(texts, c.Feed())+c.Feed())
	default:
		c.fail("a list that does not begin its line")
	}
}

// insertFlow adds entries in brackets, laid out as those that are there.
func (c *changes) insertFlow(n *node, list []entry, behind int, texts []string) {
	from := n.at.Start + 1
	if k := len(list); k > 1 {
		from = list[k-2].end
	}
	space := c.Text[from:list[len(list)-1].start]
	if _, after, ok := strings.Cut(space, ","); ok {
		space = after
	}
	if strings.TrimSpace(space) != "" || !strings.Contains(space, "\n") {
		space = " "
	}
	for _, text := range texts {
		if behind < 0 {
			c.put(list[0].start, list[0].start, text+","+space)
		} else {
			c.put(list[behind].end, list[behind].end, ","+space+text)
		}
	}
}

// replace writes another value in the place of one.
func (c *changes) replace(old, wanted gjson.Result) {
	switch n := c.nodeOf(old, kindOf(old)); {
	case n == nil:
	case n.kind == mapping && !c.flow(n) && wanted.IsObject():
		c.put(n.at.Start, n.at.End, c.blockText(wanted, c.column(n.at.Start)))
	case kindOf(old) != scalar && !c.flow(n):
		c.lift(n, wanted)
	default:
		c.put(n.at.Start, n.at.End, c.flowText(wanted))
	}
}

// lift writes a value behind its name in the place of one on the lines below.
func (c *changes) lift(n *node, wanted gjson.Result) {
	owner, key := c.owner(n)
	if owner == nil || c.flow(owner) {
		c.fail("lines that belong to no name")
		return
	}
	colon := c.colon(key)
	end := c.LineEnd(colon)
	if end >= n.at.Start {
		c.fail("a value that begins beside its name")
		return
	}
	c.put(colon, colon, " "+c.flowText(wanted))
	c.put(end, c.LineEnd(n.at.End), "")
}

// colon is where the colon behind a name ends.
func (c *changes) colon(of member) int {
	return of.at.End + strings.IndexByte(c.Text[of.at.End:], ':') + 1
}

// wrap makes a list of a value that is to be one of its items.
func (c *changes) wrap(old, wanted gjson.Result) {
	items := input.ItemsOf(wanted)
	n := c.nodeOf(old, kindOf(old))
	switch {
	case n == nil:
		return
	case len(items) == 0 || canonical(items[0]) != canonical(old):
		c.put(n.at.Start, n.at.End, c.flowText(wanted))
		return
	}
	owner, key := c.owner(n)
	if owner == nil || c.flow(owner) {
		c.put(n.at.Start, n.at.Start, "[")
		for _, item := range items[1:] {
			c.put(n.at.End, n.at.End, ", "+c.flowText(item))
		}
		c.put(n.at.End, n.at.End, "]")
		return
	}
	indent := c.column(key.at.Start) + "  "
	if kindOf(old) == mapping && !c.flow(n) {
		indent = c.column(n.at.Start)
		c.put(n.at.Start, n.at.Start, "- ")
		for at := c.LineEnd(n.at.Start); at < n.at.End; at = c.LineEnd(at) {
			at += strings.IndexByte(c.Text[at:], '\n') + 1
			if end := c.LineEnd(at); strings.TrimSpace(c.Text[at:end]) != "" {
				c.put(at, at, "  ")
			}
		}
	} else {
		colon := c.colon(key)
		if colon > n.at.Start || strings.TrimSpace(c.Text[colon:n.at.Start]) != "" {
			c.fail("something stands between a name and its value")
			return
		}
		c.put(colon, n.at.Start, c.Feed()+indent+"- ")
	}
	end := c.LineEnd(n.at.End)
	for _, item := range items[1:] {
		c.put(end, end, c.Feed()+indent+"- "+c.blockText(item, indent+"  "))
	}
}

// owner returns the mapping that a value is a member of, and the member; nil for one that
// is in a list.
func (c *changes) owner(n *node) (owner *node, key member) {
	for _, of := range c.places {
		if of == nil {
			continue
		}
		for _, m := range of.members {
			if m.value == n {
				return of, m
			}
		}
	}
	return nil, member{}
}
