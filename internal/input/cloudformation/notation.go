package cloudformation

import (
	"regexp"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func spanOf(v gjson.Result) source.Span {
	return source.Span{Start: v.Index, End: v.Index + len(v.Raw)}
}

// plain are texts that YAML takes for themselves, in brackets, too; words are those that
// it takes for something else (YAML 1.1, which CloudFormation reads).
var (
	plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./@*?-]*(:+[A-Za-z0-9_./@*?-]+)*$`)
	words = regexp.MustCompile(`^(?i:y|n|yes|no|on|off|true|false|null)$`)
)

// scalarText writes a text, a number or a word.
func (c *changes) scalarText(v gjson.Result) string {
	text := v.String()
	switch {
	case unknown.In(text):
		c.fail("nobody knows yet what would have to be written")
	case c.json() || v.Type != gjson.String:
		return v.Raw
	case plain.MatchString(text) && !words.MatchString(text) && !c.quotes():
		return text
	}
	return source.Quoted(text)
}

// quotes reports whether the document writes its texts in quotes.
func (c *changes) quotes() bool {
	at, ok := c.made.At(source.Span{Start: 0, End: len(c.made.Text)})
	if !ok {
		return false
	}
	n := c.places[at]
	in, out := 0, 0
	var visit func(n *node)
	visit = func(n *node) {
		if n == nil {
			return
		}
		if n.kind == scalar && n.literal && n.at.Start < len(c.Text) {
			if c.Text[n.at.Start] == '"' {
				in++
			} else if plain.MatchString(n.text) {
				out++
			}
		}
		for _, item := range n.items {
			visit(item)
		}
		for _, m := range n.members {
			visit(m.value)
		}
	}
	visit(n)
	return in > out
}

// flowText writes a value on one line.
func (c *changes) flowText(v gjson.Result) string {
	var parts []string
	switch {
	case v.IsObject():
		for _, m := range input.MembersOf(v) {
			parts = append(parts, c.flowMember(m))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case v.IsArray():
		for _, item := range input.ItemsOf(v) {
			parts = append(parts, c.flowText(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return c.scalarText(v)
}

func (c *changes) flowMember(m input.Pair) string { return c.name(m) + ": " + c.flowText(m.Value) }

// name writes the name of a member, of which all are known.
func (c *changes) name(m input.Pair) string {
	if text := m.Key.Str; !c.json() && plain.MatchString(text) && !words.MatchString(text) {
		return text
	}
	return source.Quoted(m.Key.Str)
}

// blockText writes a value behind a dash: what follows on lines of its own begins with the
// indentation.
func (c *changes) blockText(v gjson.Result, indent string) string {
	if !v.IsObject() || len(input.MembersOf(v)) == 0 {
		return c.flowText(v)
	}
	var parts []string
	for _, m := range input.MembersOf(v) {
		parts = append(parts, c.blockMember(m, indent))
	}
	return strings.Join(parts, c.Feed()+indent)
}

// blockMember writes a member on lines of its own.
func (c *changes) blockMember(m input.Pair, indent string) string {
	name, inner := c.name(m)+":", indent+"  "
	switch items := input.ItemsOf(m.Value); {
	case m.Value.IsObject() && len(input.MembersOf(m.Value)) > 0:
		return name + c.Feed() + inner + c.blockText(m.Value, inner)
	case m.Value.IsArray() && len(items) > 0:
		for _, item := range items {
			name += c.Feed() + inner + "- " + c.blockText(item, inner+"  ")
		}
		return name
	}
	return name + " " + c.flowText(m.Value)
}
