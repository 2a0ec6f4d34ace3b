// Package digest says by a digest what a value of a snapshot says: all that is in it
// and in what it points at, every field of every struct, so that nobody has to
// remember a new one. What is the same but stands elsewhere has the same digest: of a
// place the file counts and not where in it, of a policy document the text and not what
// was read of it.
package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Digest is that of a value.
type Digest [sha256.Size]byte

// Digester makes digests. It keeps those of what pointers lead to, which must not
// change meanwhile; it must not be used by two goroutines at once.
type Digester struct{ known map[pointer]Digest }

type pointer struct {
	to uintptr
	of reflect.Type
}

// New returns a digester that knows nothing yet.
func New() *Digester { return &Digester{map[pointer]Digest{}} }

// Of returns the digest of values, one behind the other.
func (d *Digester) Of(values ...any) Digest {
	var text []byte
	for _, v := range values {
		text = d.value(text, reflect.ValueOf(v))
	}
	return sha256.Sum256(text)
}

// Without returns the digest of a struct that a pointer leads to but for some fields.
func (d *Digester) Without(v any, fields ...string) Digest {
	return sha256.Sum256(d.fields(nil, reflect.ValueOf(v).Elem(), fields))
}

var (
	aSpan      = reflect.TypeFor[source.Span]()
	aFile      = reflect.TypeFor[*source.File]()
	aStatement = reflect.TypeFor[*policy.Statement]()
	aDocument  = reflect.TypeFor[*policy.Document]()
)

// value writes what a value says. It is never the same for two values of one type that
// say different things: what may be of several lengths says its own.
func (d *Digester) value(text []byte, v reflect.Value) []byte {
	if !v.IsValid() {
		return append(text, 0)
	}
	if v.Type() == aSpan {
		return text
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(text, 1)
		}
		return append(text, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(text, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(text, v.Uint())
	case reflect.String:
		return append(binary.AppendUvarint(text, uint64(v.Len())), v.String()...)
	case reflect.Struct:
		return d.fields(text, v, nil)
	case reflect.Slice, reflect.Array:
		text = binary.AppendUvarint(text, uint64(v.Len()))
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			return append(text, v.Bytes()...)
		}
		for i := range v.Len() {
			text = d.value(text, v.Index(i))
		}
		return text
	case reflect.Map:
		return d.members(text, v)
	case reflect.Interface:
		if v.IsNil() {
			return append(text, 0)
		}
		return d.value(append(append(text, 1), v.Elem().Type().String()...), v.Elem())
	case reflect.Pointer:
		return d.pointer(text, v)
	}
	panic("digest: nothing says what a value of " + v.Type().String() + " is made of")
}

func (d *Digester) fields(text []byte, v reflect.Value, without []string) []byte {
	for i := range v.NumField() {
		if len(without) == 0 || !slices.Contains(without, v.Type().Field(i).Name) {
			text = d.value(text, v.Field(i))
		}
	}
	return text
}

func (d *Digester) members(text []byte, v reflect.Value) []byte {
	if v.Type().Key().Kind() != reflect.String {
		panic("digest: nothing says in which order a " + v.Type().String() + " is")
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
	text = binary.AppendUvarint(text, uint64(len(keys)))
	for _, key := range keys {
		text = d.value(d.value(text, key), v.MapIndex(key))
	}
	return text
}

// pointer writes the digest of what a pointer leads to. What leads back to itself is
// told by all else in it.
func (d *Digester) pointer(text []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(text, 0)
	}
	to := v.Elem()
	switch text = append(text, 1); v.Type() {
	case aFile:
		return d.value(text, to.FieldByName("Name"))
	case aStatement: // its document is told beside it
		return d.value(text, to.FieldByName("Index"))
	}
	at := pointer{v.Pointer(), v.Type()}
	known, ok := d.known[at]
	if !ok {
		d.known[at] = Digest{}
		if v.Type() == aDocument {
			known = sha256.Sum256(d.document(nil, to))
		} else {
			known = sha256.Sum256(d.value(nil, to))
		}
		d.known[at] = known
	}
	return append(text, known[:]...)
}

// document writes what a policy document says, and in what way it stands in which file.
func (d *Digester) document(text []byte, v reflect.Value) []byte {
	said := (*policy.Document)(v.Addr().UnsafePointer())
	at := said.Origin()
	text = d.value(text, reflect.ValueOf(at.File))
	text = d.value(text, reflect.ValueOf(at.Encodings))
	text = d.value(text, reflect.ValueOf(at.Source))
	text = fmt.Appendf(text, "%t%t", at.Rendered == nil, at.Notation == nil)
	digest := said.Digest()
	return append(d.value(text, reflect.ValueOf(said.Type())), digest[:]...)
}
