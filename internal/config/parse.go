package config

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

// Limits of a file. The YAML parser needs memory that grows with the square of
// the nesting, and time with the square of what one mapping or pair of brackets
// holds; the list of a section may be long.
const (
	maxSize    = 1 << 20
	maxEntries = 60_000 // keys, commas and dashes
	maxMembers = 10_000 // keys of one mapping, or entries in brackets
	maxNested  = 16
	maxUnread  = 100 // anchors, aliases, tags and directives, which are all told
	maxIndent  = 64
)

const bom = "\uFEFF"

// parse returns the file's only document. ok is false if there is none to read
// on with; an error has been told then.
func (r *reader) parse() (root value, ok bool) {
	body := bytes.TrimPrefix(r.file.Text, []byte(bom))
	r.base = len(r.file.Text) - len(body)
	r.lines = []int{r.base}
	for i, c := range body {
		if c == '\n' {
			r.lines = append(r.lines, r.base+i+1)
		}
	}
	if !r.characters(body) {
		return value{}, false
	}
	tokens := lexer.Tokenize(string(body))
	if !r.guard(tokens) {
		return value{}, false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		// What is not read confuses the parser too: one mistake, one error.
		if len(r.errors) == 0 {
			r.notYAML(err)
		}
		return value{}, false
	}
	root = value{kind: nothing}
	for _, document := range file.Docs {
		if document.Body == nil || document.Body.Type() == ast.DirectiveType {
			continue
		}
		v := r.value(document.Body)
		if root.kind != nothing {
			r.errorf(v.span, "wanted one YAML document, found a second one")
			break
		}
		root = v
	}
	return root, true
}

// characters tells of a file that YAML does not allow or that is too long.
func (r *reader) characters(body []byte) bool {
	if len(body) > maxSize {
		r.errorf(source.Span{}, "wanted at most %d bytes, found %d", maxSize, len(body))
		return false
	}
	for i := 0; i < len(body); {
		c, n := utf8.DecodeRune(body[i:])
		at := source.Span{Start: r.base + i, End: r.base + i + n}
		switch {
		case c == utf8.RuneError && n == 1:
			r.errorf(at, "wanted UTF-8, found the byte 0x%02X", body[i])
			return false
		case c == '\r' && (i+1 == len(body) || body[i+1] != '\n'):
			r.errorf(at, "wanted a line feed behind the carriage return")
			return false
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7F, c == '\uFEFF':
			r.errorf(at, "wanted text, found the control character %U", c)
			return false
		}
		i += n
	}
	return true
}

// unread are the parts of YAML that are not read here: each value stands where
// it counts, so that a finding can point at it.
var unread = map[token.Type]string{
	token.AnchorType:    "anchors are not read here; write the value where it is needed, or quote a text that begins with &",
	token.AliasType:     "aliases are not read here; quote a text that begins with *",
	token.DirectiveType: "directives are not read here; YAML is 1.2",
	token.TagType:       "tags are not read here; quote a text that begins with !",
}

// guard tells of tokens that are not read and holds the limits.
func (r *reader) guard(tokens token.Tokens) bool {
	var g gauge
	for i, t := range tokens {
		if message, found := unread[t.Type]; found {
			r.errorf(r.span(t), "%s", message)
			if len(r.errors) == maxUnread {
				return false
			}
		}
		first := t // of an entry
		if t.Type == token.MappingValueType {
			first = tokens[max(i-1, 0)]
		}
		if excess := g.add(t.Type, first.Position.Column); excess != "" {
			r.errorf(r.span(first), "wanted %s", excess)
			return false
		}
	}
	return true
}

// gauge measures what the limits are about.
type gauge struct {
	entries, nested, inBrackets int
	inBlock                     [maxIndent + 1]int // by the column of the mapping
}

// add counts a token and says which limit it exceeds.
func (g *gauge) add(t token.Type, column int) string {
	members := 0
	switch t {
	case token.SequenceStartType, token.MappingStartType:
		g.nested++
	case token.SequenceEndType, token.MappingEndType:
		if g.nested = max(g.nested-1, 0); g.nested == 0 {
			g.inBrackets = 0
		}
	case token.CollectEntryType, token.MappingValueType, token.MappingKeyType, token.SequenceEntryType:
		switch {
		case g.nested > 0:
			g.inBrackets++
			members = g.inBrackets
		case column > maxIndent:
			return fmt.Sprintf("at most %d columns of indentation", maxIndent)
		default:
			// A line further left ends all mappings to its right.
			clear(g.inBlock[column+1:])
			if t != token.SequenceEntryType {
				g.inBlock[column]++
				members = g.inBlock[column]
			}
		}
		g.entries++
	}
	switch {
	case g.nested > maxNested:
		return fmt.Sprintf("at most %d levels of brackets", maxNested)
	case members > maxMembers:
		return fmt.Sprintf("at most %d keys of a mapping or items in brackets", maxMembers)
	case g.entries > maxEntries:
		return fmt.Sprintf("at most %d keys and items", maxEntries)
	}
	return ""
}

func (r *reader) notYAML(err error) {
	at, message := source.Span{}, err.Error()
	if syntax := (*yaml.SyntaxError)(nil); errors.As(err, &syntax) {
		message = syntax.Message
		if syntax.Token != nil {
			at = r.span(syntax.Token)
		}
	}
	r.errorf(at, "not YAML: %s", message)
}

// span is the place of a token, by its line and column: the parser's offsets
// count differently behind block scalars.
func (r *reader) span(t *token.Token) source.Span {
	if t == nil || t.Position == nil {
		return source.Span{}
	}
	start := r.offset(t.Position.Line, t.Position.Column)
	rest := r.file.Text[start:]
	written := strings.TrimSpace(t.Origin)
	if written != "" && bytes.HasPrefix(rest, []byte(written)) {
		return source.Span{Start: start, End: start + len(written)}
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return source.Span{Start: start, End: start + len(bytes.TrimRight(line, " \t\r"))}
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
