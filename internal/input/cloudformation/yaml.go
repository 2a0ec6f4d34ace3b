package cloudformation

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Limits of a template in YAML. The parser needs memory that grows with the
// square of the nesting, and time with the square of what one mapping or pair of
// brackets holds. CloudFormation takes one megabyte and 500 resources.
const (
	maxYAML    = 2 << 20
	maxColumn  = 200
	maxNested  = 40
	maxMembers = 5_000
	maxDepth   = 150
)

// reader turns a template in YAML into nodes.
type reader struct {
	file    *source.File
	base    int   // where the text begins in the file
	lines   []int // offset of the first byte of each line
	left    int   // how many more nodes there may be
	anchors map[string]*node
	errors  []error
	repeats []member // names that stand twice in one mapping
}

// fromYAML reads the text at a place of a file as a template.
func fromYAML(file *source.File, body source.Span) (*node, *reader) {
	r := &reader{file: file, base: body.Start, lines: []int{body.Start}, left: maxNodes, anchors: map[string]*node{}}
	text := file.Text[body.Start:body.End]
	for i, c := range text {
		if c == '\n' {
			r.lines = append(r.lines, body.Start+i+1)
		}
	}
	if !r.characters(text) {
		return nil, r
	}
	tokens := tokenize(string(text))
	if !r.guard(tokens) {
		return nil, r
	}
	parsed, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		at, message := source.Span{Start: r.base}, err.Error()
		if syntax := (*yaml.SyntaxError)(nil); errors.As(err, &syntax) {
			message = syntax.Message
			if syntax.Token != nil {
				at = r.span(syntax.Token)
			}
		}
		r.errorf(at, "not YAML: %s", message)
		return nil, r
	}
	for _, document := range parsed.Docs {
		if document.Body != nil && document.Body.Type() != ast.DirectiveType {
			return r.node(document.Body, 0), r
		}
	}
	return nil, r
}

// colon stands for one inside of a text while the lexer is at work. It is a code point
// for private use.
const colon = "\uf8ff"

// tokenize takes a text apart. In brackets the lexer takes every colon for the end of a
// name, of {aws:SecureTransport: true} and behind tags; in YAML it is only one with a
// blank behind it, or behind a name in quotes.
//
// It counts lines twice that end in CR and LF behind a comment; no line and no column
// hangs on the CR.
func tokenize(text string) token.Tokens {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, colon) {
		return lexer.Tokenize(text)
	}
	var b strings.Builder
	for i := range len(text) {
		if text[i] == ':' && i > 0 && i+1 < len(text) && strings.IndexByte(" \t\r\n,[]{}\"'", text[i+1]) < 0 && strings.IndexByte("\"'", text[i-1]) < 0 {
			b.WriteString(colon)
		} else {
			b.WriteByte(text[i])
		}
	}
	tokens := lexer.Tokenize(b.String())
	for _, t := range tokens {
		t.Value, t.Origin = strings.ReplaceAll(t.Value, colon, ":"), strings.ReplaceAll(t.Origin, colon, ":")
	}
	return tokens
}

func (r *reader) errorf(at source.Span, format string, args ...any) {
	p := r.file.Position(at.Start)
	r.errors = append(r.errors, fmt.Errorf("%s:%d:%d: %s", r.file.Name, p.Line, p.Column, fmt.Sprintf(format, args...)))
}

// characters tells of a text that is too long for a template, or that YAML does
// not allow.
func (r *reader) characters(text []byte) bool {
	if len(text) > maxYAML {
		r.errorf(source.Span{Start: r.base}, "a template of %d bytes; CloudFormation takes no more than a million", len(text))
		return false
	}
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		if c == utf8.RuneError && n == 1 || c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			r.errorf(source.Span{Start: r.base + i}, "not YAML: the control character %U", c)
			return false
		}
		i += n
	}
	return true
}

// guard holds the limits before the parser sees the tokens.
func (r *reader) guard(tokens token.Tokens) bool {
	nested, inBrackets := 0, 0
	var inBlock [maxColumn + 1]int
	for i, t := range tokens {
		first := t
		if t.Type == token.MappingValueType {
			first = tokens[max(i-1, 0)]
		}
		excess := ""
		switch column := first.Position.Column; t.Type {
		case token.SequenceStartType, token.MappingStartType:
			nested++
		case token.SequenceEndType, token.MappingEndType:
			if nested = max(nested-1, 0); nested == 0 {
				inBrackets = 0
			}
		case token.CollectEntryType, token.MappingValueType, token.MappingKeyType, token.SequenceEntryType:
			switch {
			case nested > 0:
				inBrackets++
			case column > maxColumn:
				excess = fmt.Sprintf("more than %d columns of indentation", maxColumn)
			default:
				clear(inBlock[column+1:])
				if t.Type != token.SequenceEntryType {
					inBlock[column]++
				}
				if inBlock[column] > maxMembers {
					excess = fmt.Sprintf("more than %d keys of one mapping", maxMembers)
				}
			}
		}
		switch {
		case nested > maxNested:
			excess = fmt.Sprintf("more than %d levels of brackets", maxNested)
		case inBrackets > maxMembers:
			excess = fmt.Sprintf("more than %d entries in brackets", maxMembers)
		}
		if excess != "" {
			r.errorf(r.span(first), "%s, which is not read", excess)
			return false
		}
	}
	return true
}

// node turns a node of the parser into one of a template.
func (r *reader) node(n ast.Node, depth int) *node {
	if r.left--; r.left < 0 || depth > maxDepth {
		if r.left == -1 || depth > maxDepth {
			r.left = min(r.left, -2)
			r.errorf(r.tokenOf(n), "aliases and nesting make more than %d values of the template", maxNodes)
		}
		return &node{}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		v := &node{kind: mapping}
		r.members(v, n.Values, depth)
		if v.at = around(v.members); n.IsFlowStyle {
			v.at = r.span(n.Start)
			if n.End != nil {
				v.at.End = max(v.at.End, r.span(n.End).End)
			}
		}
		return v
	case *ast.MappingValueNode:
		v := &node{kind: mapping}
		r.members(v, []*ast.MappingValueNode{n}, depth)
		v.at = around(v.members)
		return v
	case *ast.SequenceNode:
		return r.sequence(n, depth)
	case *ast.LiteralNode:
		return &node{text: n.Value.Value, literal: true, at: r.span(n.Start)}
	case *ast.TagNode:
		return r.tagged(n, depth)
	case *ast.AnchorNode:
		name := n.Name.GetToken().Value
		delete(r.anchors, name) // while it is read, it stands for nothing
		v := r.node(n.Value, depth+1)
		r.anchors[name] = v
		return v
	case *ast.AliasNode:
		name := n.Value.GetToken().Value
		if v := r.anchors[name]; v != nil {
			if r.left -= v.size(r.left); r.left < 0 {
				r.errorf(r.tokenOf(n), "aliases make more than %d values of the template", maxNodes)
				return &node{}
			}
			return v
		}
		r.errorf(r.tokenOf(n), "the alias *%s stands for nothing", name)
		return &node{}
	case ast.ScalarNode:
		t := n.GetToken()
		if n.Type() == ast.NullType {
			return &node{at: r.span(t)}
		}
		quoted := t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType
		return &node{text: t.Value, literal: quoted || n.Type() == ast.StringType, at: r.span(t)}
	}
	if n != nil {
		r.errorf(r.tokenOf(n), "this part of YAML is not read")
	}
	return &node{}
}

func (r *reader) sequence(n *ast.SequenceNode, depth int) *node {
	v := &node{kind: list, at: r.span(n.Start)}
	for _, item := range n.Values {
		v.items = append(v.items, r.node(item, depth+1))
		v.at.End = max(v.at.End, v.items[len(v.items)-1].at.End)
	}
	if n.IsFlowStyle && n.End != nil {
		v.at.End = max(v.at.End, r.span(n.End).End)
	}
	return v
}

// size counts a value's nodes, up to a limit: an alias costs as much as what it
// stands for.
func (n *node) size(limit int) int {
	total := 1
	for _, item := range n.items {
		if total > limit {
			return total
		}
		total += item.size(limit - total)
	}
	for _, m := range n.members {
		if total > limit {
			return total
		}
		total += m.value.size(limit - total)
	}
	return total
}

// tagged reads a value behind a tag: the short form of a function, !Sub for
// Fn::Sub (CloudFormation User Guide, Intrinsic function reference).
func (r *reader) tagged(n *ast.TagNode, depth int) *node {
	v := &node{}
	if n.Value != nil {
		v = r.node(n.Value, depth+1)
	}
	at := r.span(n.Start)
	name, short := strings.CutPrefix(n.Start.Value, "!")
	if !short || strings.HasPrefix(name, "!") || name == "" {
		return v // a tag of YAML's own, such as !!str
	}
	if name != "Ref" && name != "Condition" {
		name = "Fn::" + name
	}
	key := at
	at.End = max(at.End, v.at.End)
	return mappingOf(at, member{name, key, v})
}

// members reads the members of a mapping. Of a name that stands twice the last
// counts, and both are told.
func (r *reader) members(into *node, nodes []*ast.MappingValueNode, depth int) {
	seen := map[string]bool{}
	var merged []*node
	defer func() {
		for _, from := range merged {
			r.merge(into, from)
		}
	}()
	for _, n := range nodes {
		if n.Key.IsMergeKey() {
			merged = append(merged, r.node(n.Value, depth+1))
			continue
		}
		var key *node
		if explicit, ok := n.Key.(*ast.MappingKeyNode); ok {
			key = r.node(explicit.Value, depth+1)
		} else {
			key = r.node(n.Key, depth+1)
		}
		v := r.node(n.Value, depth+1)
		if t := n.Value.GetToken(); t != nil && t.Type == token.ImplicitNullType {
			v.at = key.at
		}
		if key.kind != scalar {
			r.errorf(key.at, "wanted a name, found a value in its place")
			continue
		}
		m := member{key.text, key.at, v}
		if seen[key.text] {
			r.repeats = append(r.repeats, m)
		}
		seen[key.text] = true
		into.members = append(into.members, m)
	}
}

// merge adds what <<: *anchor brings; names that the mapping has itself count.
func (r *reader) merge(into, from *node) {
	for _, one := range append([]*node{from}, from.items...) {
		if one.kind != mapping {
			continue
		}
		for _, m := range one.members {
			if into.get(m.name) == nil {
				into.members = append([]member{m}, into.members...)
			}
		}
	}
}

// around is the place of a block mapping: it has no sign of its own.
func around(members []member) source.Span {
	if len(members) == 0 {
		return source.Span{}
	}
	s := members[0].at
	for _, m := range members {
		s.Start, s.End = min(s.Start, m.at.Start), max(s.End, m.at.End, m.value.at.End)
	}
	return s
}

func (r *reader) tokenOf(n ast.Node) source.Span {
	if n == nil {
		return source.Span{Start: r.base}
	}
	return r.span(n.GetToken())
}

// span is the place of a token, by its line and column: the parser's offsets
// count differently behind block scalars.
func (r *reader) span(t *token.Token) source.Span {
	if t == nil || t.Position == nil {
		return source.Span{Start: r.base, End: r.base}
	}
	start := r.offset(t.Position.Line, t.Position.Column)
	rest := r.file.Text[start:]
	written := strings.TrimSpace(t.Origin)
	if written != "" && bytes.HasPrefix(rest, []byte(written)) {
		return source.Span{Start: start, End: start + len(written)}
	}
	if at := r.beside(start, written); at >= 0 {
		return source.Span{Start: at, End: at + len(written)}
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return source.Span{Start: start, End: start + len(bytes.TrimRight(line, " \t\r"))}
}

// beside finds a token that stands a little to the right of where the lexer says:
// behind tags in brackets it counts too few columns. It is -1 if it is not there.
func (r *reader) beside(start int, written string) int {
	const most = 40 // tags of one line
	line, _, _ := bytes.Cut(r.file.Text[start:], []byte("\n"))
	line = line[:min(len(line), most+len(written))]
	if at := bytes.Index(line, []byte(written)); written != "" && at >= 0 {
		return start + at
	}
	return -1
}

func (r *reader) offset(line, column int) int {
	line = min(max(line, 1), len(r.lines))
	at, end := r.lines[line-1], len(r.file.Text)
	if line < len(r.lines) {
		end = r.lines[line] - 1
	}
	for ; column > 1 && at < end; column-- {
		_, n := utf8.DecodeRune(r.file.Text[at:end])
		at += n
	}
	return at
}
