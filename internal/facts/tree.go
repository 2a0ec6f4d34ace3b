package facts

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// Value is a fact as rules see it, a JSON value: Bool, Int,
// String, Array or Object. Facts are built as values once; the gates of rules
// are read off them in place, and only a subject with a candidate rule pays
// for a term of the policy engine. A value is immutable once handed over and
// parts of it may be shared between subjects and goroutines.
type Value interface {
	appendJSON([]byte) []byte
}

// The kinds of Value.
type (
	Bool   bool
	Int    int64
	String string
	Array  []Value
	Object []Member
)

// Member is a name and its value in an Object.
type Member struct {
	Name  string
	Value Value
}

// Present is the value of a positive fact that says nothing but that it holds.
const Present = Bool(true)

// Get returns the member of that name, or nil.
func (o Object) Get(name string) Value {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// With returns the object extended by a member; a nil value, an absent fact,
// adds nothing. The names of an object must be distinct.
func (o Object) With(name string, value Value) Object {
	if value == nil {
		return o
	}
	return append(o, Member{name, value})
}

// Strings returns an array of strings in the given order.
func Strings(texts ...string) Array {
	a := make(Array, len(texts))
	for i, text := range texts {
		a[i] = String(text)
	}
	return a
}

// Keyed returns an object that has every name as a positive fact, sorted.
func Keyed(names ...string) Object {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	o := make(Object, len(names))
	for i, name := range names {
		o[i] = Member{name, Present}
	}
	return o
}

// AppendJSON appends v as compact JSON. The members keep their order, so equal
// facts are equal bytes. What is not UTF-8 becomes U+FFFD.
func AppendJSON(dst []byte, v Value) []byte {
	return v.appendJSON(dst)
}

func (b Bool) appendJSON(dst []byte) []byte   { return strconv.AppendBool(dst, bool(b)) }
func (n Int) appendJSON(dst []byte) []byte    { return strconv.AppendInt(dst, int64(n), 10) }
func (s String) appendJSON(dst []byte) []byte { return appendString(dst, string(s)) }

func (a Array) appendJSON(dst []byte) []byte {
	dst = append(dst, '[')
	for i, v := range a {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = v.appendJSON(dst)
	}
	return append(dst, ']')
}

func (o Object) appendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	for i, m := range o {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, m.Name), ':')
		dst = m.Value.appendJSON(dst)
	}
	return append(dst, '}')
}

// appendString takes encoding/json for what needs escapes, without its HTML
// escapes: ARNs with <placeholders> stay readable.
func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendEscaped(dst, s)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}

func appendEscaped(dst []byte, s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("facts: a string has no JSON: " + err.Error())
	}
	return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
