package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/source"
)

// reader turns values into entries and collects what is wrong with them.
type reader struct {
	file   *source.File
	rules  []string
	base   int   // bytes before the YAML text: a byte order mark
	lines  []int // offset of the first byte of each line
	errors []*Error
}

func (r *reader) errorf(at source.Span, format string, args ...any) {
	r.errors = append(r.errors, &Error{File: r.file, Span: at, Message: fmt.Sprintf(format, args...)})
}

// wrong tells that a value is not what was wanted.
func (r *reader) wrong(v value, wanted, hint string) {
	if v.kind != refused {
		r.errorf(v.span, "%s: wanted %s, found %s%s", v.name, wanted, v.found(), hint)
	}
}

var kindNames = [...]string{refused: "value", nothing: "nothing", text: "text", number: "number",
	boolean: "boolean", list: "list", mapping: "mapping"}

func (k kind) String() string { return kindNames[k] }

// found says what a value is.
func (v value) found() string {
	switch v.kind {
	case text:
		return quote(v.text)
	case number, boolean:
		return fmt.Sprintf("the %s %s", v.kind, v.text)
	case list, mapping:
		if len(v.items)+len(v.members) == 0 {
			return "an empty " + v.kind.String()
		}
		return "a " + v.kind.String()
	}
	return v.kind.String()
}

// quote writes a text for a message, shortened where it is long.
func quote(s string) string {
	if utf8.RuneCountInString(s) > 60 {
		s = string([]rune(s)[:57]) + "..."
	}
	return strconv.Quote(s)
}

// field is a member that a mapping may have.
type field[T any] struct {
	name     string
	required bool
	read     func(r *reader, v value, into *T)
}

// fields reads a mapping into a value, and reports whether nothing was wrong.
func fields[T any](r *reader, v value, table []field[T], into *T) bool {
	if v.kind != mapping {
		r.wrong(v, "a mapping with "+join(names(table), "and"), "")
		return false
	}
	before := len(r.errors)
	for _, f := range table {
		i := slices.IndexFunc(v.members, func(m member) bool { return m.key.text == f.name })
		if i >= 0 {
			f.read(r, v.members[i].value.called(f.name), into)
		} else if f.required {
			r.errorf(v.span, "%s: wanted %s, found no such key", v.name, quote(f.name))
		}
	}
	known := names(table)
	for _, m := range v.members {
		if !slices.Contains(known, m.key.text) {
			r.errorf(m.key.span, "unknown key %s%s", quote(m.key.text), meant(m.key.text, known, "; wanted "+join(known, "or")))
		}
	}
	return len(r.errors) == before && v.readable()
}

// readable reports that no part of a value was refused.
func (v value) readable() bool {
	if v.kind == refused {
		return false
	}
	for _, item := range v.items {
		if !item.readable() {
			return false
		}
	}
	for _, m := range v.members {
		if !m.value.readable() {
			return false
		}
	}
	return true
}

func (v value) called(name string) value {
	v.name = name
	return v
}

func names[T any](table []field[T]) []string {
	var out []string
	for _, f := range table {
		out = append(out, f.name)
	}
	return out
}

// join writes names as a sentence does.
func join(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// form is what a text has to look like.
type form struct {
	wanted string
	match  func() *regexp.Regexp
}

// text reads a text of a form.
func (r *reader) text(v value, f form) (source.Text, bool) {
	switch {
	case v.kind == number || v.kind == boolean:
		r.wrong(v, f.wanted, "; quote it: "+strconv.Quote(v.text))
	case v.kind != text || !f.match().MatchString(v.text):
		r.wrong(v, f.wanted, "")
	default:
		return source.Text{Value: v.text, Span: v.span}, true
	}
	return source.Text{}, false
}

// flag reads true or false.
func (r *reader) flag(v value) bool {
	if v.kind != boolean {
		r.wrong(v, "true or false", "")
		return false
	}
	return v.text == "true"
}

// items returns the items of a list.
func (r *reader) items(v value) []value {
	if v.kind != list {
		r.wrong(v, "a list", "")
		return nil
	}
	out := make([]value, len(v.items))
	for i, item := range v.items {
		out[i] = item.called(v.name + "[" + strconv.Itoa(i) + "]")
	}
	return out
}

// form returns a reader of texts of a form.
func (r *reader) form(f form) func(value) (source.Text, bool) {
	return func(v value) (source.Text, bool) { return r.text(v, f) }
}

// entries reads a mapping whose keys are names.
func (r *reader) entries(v value, name func(value) (source.Text, bool), read func(source.Text, value)) {
	if v.kind != mapping {
		r.wrong(v, "a mapping", "")
		return
	}
	for _, m := range v.members {
		if key, ok := name(m.key.called(v.name)); ok {
			read(key, m.value.called(m.key.text))
		}
	}
}
