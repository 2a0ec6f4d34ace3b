package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// MaxDepth is how deep arrays and objects may nest. No AWS document comes near
// it; a deeper one would exhaust the stack of a recursive reader.
const MaxDepth = 200

// SyntaxError says why a text is not JSON, and where.
type SyntaxError struct {
	Offset  int // of the text that was checked
	Message string
	// NotJSON reports that the text leaves the grammar of JSON; otherwise it is
	// empty, nested too deeply or not UTF-8.
	NotJSON bool
}

func (e *SyntaxError) Error() string { return e.Message }

// CheckJSON reports whether text is one JSON value that can be read safely:
// valid, in UTF-8 and not nested beyond MaxDepth. Everything that reads JSON
// here calls it first, because gjson itself checks none of this.
func CheckJSON(text []byte) error {
	if len(bytes.TrimLeft(text, " \t\r\n")) == 0 {
		return &SyntaxError{Message: "the text is empty"}
	}
	if offset, deep := tooDeep(text); deep {
		return &SyntaxError{Offset: offset, Message: fmt.Sprintf("arrays and objects nest more than %d deep", MaxDepth)}
	}
	if !utf8.Valid(text) {
		return &SyntaxError{Offset: firstInvalid(text), Message: "the text is not valid UTF-8"}
	}
	if gjson.ValidBytes(text) {
		return nil
	}
	// gjson does not say where; the standard decoder does.
	var syntax *json.SyntaxError
	var raw json.RawMessage
	if err := json.Unmarshal(text, &raw); errors.As(err, &syntax) {
		return &SyntaxError{max(int(syntax.Offset)-1, 0), "not JSON: " + syntax.Error(), true}
	}
	return &SyntaxError{0, "not JSON", true}
}

func tooDeep(text []byte) (int, bool) {
	depth, inString := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return i, true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return 0, false
}

func firstInvalid(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}

// span returns the place of a value that ForEach handed out; base is the
// offset of the text in the document.
func span(r gjson.Result) source.Span {
	return source.Span{Start: r.Index, End: r.Index + len(r.Raw)}
}

// text returns a JSON string as a Text. Its span is that of the string with
// its quotes. gjson takes what follows half a surrogate pair for its other
// half; the standard decoder does not.
func text(r gjson.Result) source.Text {
	if strings.Contains(r.Str, "\ufffd") && strings.Contains(r.Raw, `\u`) {
		return source.Text{Value: unquote(r), Span: span(r)}
	}
	return source.Text{Value: r.Str, Span: span(r)}
}

func unquote(r gjson.Result) string {
	value := r.Str
	if err := json.Unmarshal([]byte(r.Raw), &value); err != nil {
		return r.Str
	}
	return value
}

var kindNames = map[gjson.Type]string{
	gjson.Null: "null", gjson.False: "boolean", gjson.True: "boolean",
	gjson.Number: "number", gjson.String: "string",
}

// kind names a value's JSON type.
func kind(r gjson.Result) string {
	switch {
	case r.IsObject():
		return "object"
	case r.IsArray():
		return "array"
	}
	return kindNames[r.Type]
}
