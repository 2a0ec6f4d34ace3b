package config

import (
	"bytes"
	"errors"
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
// the nesting, and time with the square of the keys of one mapping.
const (
	maxSize   = 1 << 20
	maxKeys   = 40_000
	maxNested = 16
	maxIndent = 64
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
		r.notYAML(err)
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
	token.AnchorType: "anchors are not read here; write the value where it is needed, or quote a text that begins with &",
	token.AliasType:  "aliases are not read here; quote a text that begins with *",
	token.TagType:    "tags are not read here; quote a text that begins with !",
}

// guard tells of tokens that are not read and holds the limits.
func (r *reader) guard(tokens token.Tokens) bool {
	nested, keys := 0, 0
	for i, t := range tokens {
		if message, found := unread[t.Type]; found {
			r.errorf(r.span(t), "%s", message)
		}
		opens := t
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			nested++
		case token.SequenceEndType, token.MappingEndType:
			nested = max(nested-1, 0)
		case token.MappingValueType:
			keys++
			opens = tokens[max(i-1, 0)]
			fallthrough
		case token.SequenceEntryType, token.MappingKeyType:
			if nested == 0 && opens.Position.Column > maxIndent {
				r.errorf(r.span(opens), "wanted at most %d columns of indentation, found %d", maxIndent, opens.Position.Column-1)
				return false
			}
		}
		if nested > maxNested {
			r.errorf(r.span(t), "wanted at most %d levels of brackets", maxNested)
			return false
		}
		if keys > maxKeys {
			r.errorf(r.span(t), "wanted at most %d keys", maxKeys)
			return false
		}
	}
	return true
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
	rest := string(r.file.Text[start:])
	written := strings.TrimSpace(t.Origin)
	if written != "" && strings.HasPrefix(rest, written) {
		return source.Span{Start: start, End: start + len(written)}
	}
	line, _, _ := strings.Cut(rest, "\n")
	return source.Span{Start: start, End: start + len(strings.TrimRight(line, " \t\r"))}
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
