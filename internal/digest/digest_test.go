package digest_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"github.com/crossgrant/crossgrant/internal/digest"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// told are the fields that count where not all do.
var told = map[reflect.Type][]string{
	reflect.TypeFor[source.File]():      {"Name"},
	reflect.TypeFor[source.Span]():      {},
	reflect.TypeFor[source.Origin]():    {"File", "Encodings", "Source"},
	reflect.TypeFor[policy.Statement](): {"Index"},
}

// fill gives everything in a value some value, deep down to a type inside of itself.
func fill(v reflect.Value, around []reflect.Type) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[policy.Document]() {
			d, at := policy.New(&policy.Body{Type: "type", Text: []byte("text")}), source.Origin{}
			fill(reflect.ValueOf(&at).Elem(), around)
			d.Place(at)
			v.Set(reflect.ValueOf(d).Elem())
			return
		}
		for i := range v.NumField() {
			fill(field(v, i), around)
		}
	case reflect.Pointer:
		if !slices.Contains(around, v.Type()) {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), append(around, v.Type()))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), around)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, around)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), value)
	case reflect.String:
		v.SetString("text")
	}
}

// field is a field that can be set, whoever may use it.
func field(v reflect.Value, i int) reflect.Value {
	return reflect.NewAt(v.Field(i).Type(), unsafe.Pointer(v.Field(i).UnsafeAddr())).Elem()
}

// change calls visit while one thing in a value is another one, for each thing that
// counts.
func change(v reflect.Value, at string, visit func(at string)) {
	with := func(changed reflect.Value) {
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		v.Set(changed)
		visit(at)
		v.Set(was)
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[policy.Document]() {
			d := v.Addr().Interface().(*policy.Document)
			place := d.Origin()
			for _, other := range []policy.Body{{Type: "type", Text: []byte("text!")}, {Type: "type!", Text: []byte("text")}} {
				d := policy.New(&other)
				d.Place(place)
				with(reflect.ValueOf(d).Elem())
			}
			change(reflect.ValueOf(&place).Elem(), at+".Origin", func(at string) {
				was := d.Origin()
				d.Place(place)
				visit(at)
				d.Place(was)
			})
			return
		}
		counts, some := told[v.Type()]
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !some || slices.Contains(counts, name) {
				change(field(v, i), at+"."+name, visit)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			change(v.Elem(), at, visit)
			with(reflect.Zero(v.Type()))
		}
	case reflect.Slice:
		with(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		for i := range v.Len() {
			change(v.Index(i), fmt.Sprintf("%s[%d]", at, i), visit)
		}
	case reflect.Map:
		with(reflect.Zero(v.Type()))
	case reflect.String:
		with(reflect.ValueOf(v.String() + "!").Convert(v.Type()))
	case reflect.Bool:
		with(reflect.ValueOf(!v.Bool()).Convert(v.Type()))
	case reflect.Int, reflect.Int64:
		with(reflect.ValueOf(v.Int() + 1).Convert(v.Type()))
	case reflect.Uint8:
		with(reflect.ValueOf(v.Uint() + 1).Convert(v.Type()))
	case reflect.Interface: // how a file is rewritten
	default:
		panic(at + ": " + v.Type().String())
	}
}

// TestEverythingInAPairCounts holds that no two pairs have one digest of which one thing
// differs, in the pair, its role, its bucket or what these point at; nor two that are all
// that is known of an account's organization or of an endpoint.
func TestEverythingInAPairCounts(t *testing.T) {
	for _, v := range []any{&snapshot.Pair{}, &snapshot.Membership{}, &snapshot.Endpoint{}, &snapshot.Account{}} {
		value := reflect.ValueOf(v).Elem()
		fill(value, []reflect.Type{value.Addr().Type()})
		seen := map[digest.Digest]string{digest.New().Of(v): "nothing changed"}
		if again := digest.New().Of(v); seen[again] == "" {
			t.Fatalf("%T: two digests of one value", v)
		}
		change(value, value.Type().Name(), func(at string) {
			if same := seen[digest.New().Of(v)]; same != "" {
				t.Errorf("%s: the digest is that of %s", at, same)
			}
			seen[digest.New().Of(v)] = at
		})
		if len(seen) < 4 {
			t.Errorf("%T: %d changes", v, len(seen))
		}
		t.Logf("%T: %d changes", v, len(seen)-1)
	}
}

// TestPlacesDoNotCount holds that what stands elsewhere in its file is the same.
func TestPlacesDoNotCount(t *testing.T) {
	pair := func(before string) *snapshot.Pair {
		f := source.NewFile("account.json", []byte(before+`{"Statement":[]}`))
		d := policy.Parse(source.Origin{File: f, Span: source.Span{Start: len(before), End: f.Len()}}, policy.Identity)
		return &snapshot.Pair{Role: &snapshot.Role{Rarely: &snapshot.Rarely{}, Inline: []*snapshot.Document{{Policy: d}}}, Bucket: &snapshot.Bucket{}}
	}
	if digest.New().Of(pair("")) != digest.New().Of(pair("   ")) {
		t.Error("the place of a document counts")
	}
}
