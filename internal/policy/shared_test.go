package policy

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

// TestSharedDocumentsAreTheirOwn holds that a document which shares what was read of an
// equal text is the same as one that was read alone, at its own place, and that no two
// documents have one statement which are to be told apart by them.
func TestSharedDocumentsAreTheirOwn(t *testing.T) {
	texts := []string{
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}]}`,
		`{"Statement":{"Effect":"allow","Effect":"Deny","Principal":{"AWS":["*"]},"Action":7}}`, `{"Statement":[]}`, `7`,
		`"{\"Version\":\"2012-10-17\",\"Statement\":[]}"`, `"{\"Version\":"`, `""`,
	}
	var file strings.Builder
	var origins []source.Origin
	for range 2 {
		for _, text := range texts {
			o := source.Origin{Span: source.Span{Start: file.Len(), End: file.Len() + len(text)}}
			if text[0] == '"' {
				o.Span.Start++
				o.Span.End--
				o.Encodings = []source.Encoding{source.JSONString}
			}
			origins = append(origins, o)
			file.WriteString(text)
		}
	}
	f := source.NewFile("f", []byte(file.String()))
	shared := &Shared{}
	statements, list, shares := map[*Statement]bool{}, []*Document{}, 0
	for _, of := range []Type{"", Identity, Trust} {
		for _, o := range origins {
			o.File = f
			got, want := (&Parser{Shared: shared}).ParseChecked(o, of), new(Parser).ParseChecked(o, of)
			if !reflect.DeepEqual(got.Origin(), want.Origin()) || got.Type() != want.Type() || got.Digest() != want.Digest() || !reflect.DeepEqual(got.Body(), want.Body()) {
				t.Errorf("%s: got %+v, want %+v", fmt.Sprint(o.Span, of), got.Body(), want.Body())
			}
			list = append(list, got)
		}
	}
	for _, d := range list {
		if len(d.Statements()) > 0 && statements[&d.Statements()[0]] {
			shares++
		} else if len(d.Statements()) > 0 {
			statements[&d.Statements()[0]] = true
		}
	}
	if shares == 0 {
		t.Error("no two documents share what was read")
	}
	Apart(append(list, list[0])...)
	clear(statements)
	for _, d := range list {
		if alone := new(Parser).ParseChecked(d.Origin(), d.Type()); !reflect.DeepEqual(d.Body(), alone.Body()) {
			t.Errorf("%v: %+v, want %+v", d.Origin().Span, d.Statements(), alone.Statements())
		}
		for i := range d.Statements() {
			if statements[&d.Statements()[i]] {
				t.Errorf("%v: a statement of two documents", d.Origin().Span)
			}
			statements[&d.Statements()[i]] = true
		}
	}
}
