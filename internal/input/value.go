package input

import (
	"bytes"
	"iter"
	"unsafe"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Candidate is one JSON value of a file as it is offered to the formats, or a
// whole text that is not JSON, whose Root then does not exist. Places in Root
// and Members are offsets of the file; their strings alias its text.
type Candidate struct {
	File    *source.File
	Body    source.Span // without byte order mark
	Root    gjson.Result
	Members []Member // of Root, if it is an object
	Hints   Hints

	texts *policy.Shared // of the documents of the file
}

// Member is a member of a JSON object.
type Member struct {
	Name  string
	Value gjson.Result
}

// Member returns the candidate's member of that name, the last if there are
// several; it does not exist if there is none or its value is null.
func (c Candidate) Member(name string) gjson.Result {
	for i := len(c.Members) - 1; i >= 0; i-- {
		if m := c.Members[i]; m.Name == name && m.Value.Type != gjson.Null {
			return m.Value
		}
	}
	return gjson.Result{}
}

// Named reports whether the candidate has a member of that name, be it null.
func (c Candidate) Named(name string) bool {
	for _, m := range c.Members {
		if m.Name == name {
			return true
		}
	}
	return false
}

// Has reports whether Root has a member of that name, be it beyond those that are looked at.
func (c Candidate) Has(name string) bool {
	return c.Named(name) || len(c.Members) == maxMembers && Find(c.Root, name).Exists()
}

// maxMembers bounds the members that are looked at. No format has as many at
// its top; a file of millions would cost a hundred times its size in memory.
const maxMembers = 100

func membersOf(v gjson.Result) []Member {
	if !v.IsObject() {
		return nil
	}
	var members []Member
	v.ForEach(func(key, value gjson.Result) bool {
		members = append(members, Member{key.Str, value})
		return len(members) < maxMembers
	})
	return members
}

// Find returns the member of an object, the last of that name; it does not
// exist if there is none.
func Find(object gjson.Result, name string) (found gjson.Result) {
	if !object.IsObject() {
		return found
	}
	object.ForEach(func(key, value gjson.Result) bool {
		if key.Str == name {
			found = value
		}
		return true
	})
	return found
}

// root returns the JSON value at a span of the file with its true place.
// gjson's own Parse would copy the text, which may be hundreds of megabytes;
// the text of a File never changes, as the string demands.
func root(file *source.File, at source.Span) gjson.Result {
	text := file.Text[at.Start:at.End]
	r := gjson.Parse(unsafe.String(unsafe.SliceData(text), len(text)))
	r.Index = at.Start
	return r
}

// spanOf returns the place of a value in its file.
func spanOf(v gjson.Result) source.Span {
	return source.Span{Start: v.Index, End: v.Index + len(v.Raw)}
}

// trim narrows a span to exclude white space at its ends.
func trim(text []byte, at source.Span) source.Span {
	for at.Start < at.End && blank(text[at.Start]) {
		at.Start++
	}
	for at.Start < at.End && blank(text[at.End-1]) {
		at.End--
	}
	return at
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// sequence yields the places of the values of a text that consists of objects and
// arrays one behind the other: JSON Lines, or the concatenated pages of one call.
// The last part reaches to the end if its brackets do not match; the text is not
// otherwise checked.
func sequence(text []byte, body source.Span) iter.Seq[source.Span] {
	return func(yield func(source.Span) bool) {
		for {
			body = trim(text, body)
			if body.Start == body.End {
				return
			}
			end := valueEnd(text, body)
			if !yield(source.Span{Start: body.Start, End: end}) {
				return
			}
			body.Start = end
		}
	}
}

// isSequence reports whether a text can be several objects and arrays.
func isSequence(text []byte, body source.Span) bool {
	n := 0
	for part := range sequence(text, body) {
		if c := text[part.Start]; c != '{' && c != '[' {
			return false
		}
		n++
	}
	return n > 1
}

// lines yields the places of the lines that hold something.
func lines(text []byte, body source.Span) iter.Seq[source.Span] {
	return func(yield func(source.Span) bool) {
		for start := body.Start; start < body.End; {
			end := body.End
			if n := bytes.IndexByte(text[start:body.End], '\n'); n >= 0 {
				end = start + n
			}
			at := trim(text, source.Span{Start: start, End: end})
			start = end + 1
			if at.Start < at.End && !yield(at) {
				return
			}
		}
	}
}

// valueEnd returns where the object or array at the start of a span ends.
func valueEnd(text []byte, at source.Span) int {
	depth, inString := 0, false
	for i := at.Start; i < at.End; i++ {
		switch c := text[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return at.End
}
