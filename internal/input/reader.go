package input

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Reader turns the values of one candidate into records and notes what it did
// not expect. Strings that it returns do not alias the file.
type Reader struct {
	Candidate
	Records Records
	parser  policy.Parser
	own     ownTexts
}

// Odd notes a value that is not what was wanted.
func (r *Reader) Odd(v gjson.Result, wanted string) {
	r.Records.odd(Odd{At: r.Place(v), Found: kind(v), Wanted: wanted})
}

// OddAt notes what was found at a place and is not what was wanted.
func (r *Reader) OddAt(at Place, found, wanted string) {
	r.Records.odd(Odd{At: at, Found: found, Wanted: wanted})
}

// Place returns where a value stands.
func (r *Reader) Place(v gjson.Result) Place { return Place{r.File, spanOf(v)} }

// Text returns a string; of any other value it notes that it is odd.
func (r *Reader) Text(v gjson.Result) string {
	if v.Type != gjson.String {
		r.Odd(v, "string")
		return ""
	}
	return r.own.text(v.Str)
}

// Flag returns a boolean; of any other value it notes that it is odd.
func (r *Reader) Flag(v gjson.Result) bool {
	if !v.IsBool() {
		r.Odd(v, "boolean")
		return false
	}
	return v.Type == gjson.True
}

// Each visits the elements of an array; of any other value it notes that it is
// odd. An object where a list of them belongs is visited all the same: AWS's own
// published examples have it so.
func (r *Reader) Each(v gjson.Result, visit func(item gjson.Result)) {
	if !v.IsArray() {
		if r.Odd(v, "array"); v.IsObject() {
			visit(v)
		}
		return
	}
	v.ForEach(func(_, item gjson.Result) bool {
		visit(item)
		return true
	})
}

// Texts returns an array of strings.
func (r *Reader) Texts(v gjson.Result) []string {
	texts := []string{}
	r.Each(v, func(item gjson.Result) { texts = append(texts, r.Text(item)) })
	return texts
}

// Fields says how the members of an object fill a T. Members that it does not
// name are of no interest.
type Fields[T any] map[string]func(r *Reader, into *T, value gjson.Result)

// Read fills a T from an object. A null is as good as no member; a member that
// occurs twice is odd, and its last value counts.
func (f Fields[T]) Read(r *Reader, object gjson.Result, into *T) {
	if !object.IsObject() {
		r.Odd(object, "object")
		return
	}
	var seen [16]string
	known := seen[:0]
	object.ForEach(func(key, value gjson.Result) bool {
		read := f[key.Str]
		if read == nil || value.Type == gjson.Null {
			return true
		}
		for _, name := range known {
			if name == key.Str {
				r.Records.odd(Odd{At: r.Place(key), Found: strings.Clone(name) + " twice", Wanted: "each name once"})
			}
		}
		if len(known) < cap(known) {
			known = append(known, key.Str)
		}
		read(r, into, value)
		return true
	})
}

// Stated returns a setting that is present with the value that was read at v.
func Stated[T any](r *Reader, v gjson.Result, value T) Setting[T] {
	return Setting[T]{State: Present, Value: value, At: r.Place(v)}
}

// Document reads a policy document: an object, a string that holds one, a
// percent-encoded string, or a string within a string. Without a type it is
// guessed.
func (r *Reader) Document(v gjson.Result, of policy.Type) *policy.Document {
	r.parser.Shared = r.texts
	return r.parser.ParseChecked(r.origin(v), of)
}

func (r *Reader) origin(v gjson.Result) source.Origin {
	at := spanOf(v)
	if v.Type != gjson.String {
		return source.Origin{File: r.File, Span: at}
	}
	at = source.Span{Start: at.Start + 1, End: at.End - 1}
	encodings := []source.Encoding{source.JSONString}
	switch start := strings.TrimLeft(v.Str, " \t\r\n"); {
	case strings.HasPrefix(start, "%"):
		encodings = append(encodings, source.Percent)
	case strings.HasPrefix(start, `"`):
		if inner, ok := quoted(r.File, at); ok {
			at, encodings = inner, append(encodings, source.JSONString)
		}
	}
	return source.Origin{File: r.File, Span: at, Encodings: encodings}
}

// quoted narrows the inside of a JSON string that is itself a JSON string to
// the inside of that one.
func quoted(file *source.File, at source.Span) (source.Span, bool) {
	raw := string(file.Slice(at))
	for _, quote := range []string{`\"`, `\u0022`} {
		if len(raw) >= 2*len(quote) && strings.HasPrefix(raw, quote) && strings.HasSuffix(raw, quote) {
			return source.Span{Start: at.Start + len(quote), End: at.End - len(quote)}, true
		}
	}
	return at, false
}

// kind names a value's JSON type, as the messages about odd values do.
func kind(v gjson.Result) string {
	switch {
	case v.IsObject():
		return "object"
	case v.IsArray():
		return "array"
	case v.IsBool():
		return "boolean"
	case v.Type == gjson.Number:
		return "number"
	case v.Type == gjson.String:
		return "string"
	}
	return "null"
}
