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
// documents have one statement.
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
	statements := map[*Statement]bool{}
	for _, of := range []Type{"", Identity, Trust} {
		for _, o := range origins {
			o.File = f
			got, want := (&Parser{Shared: shared}).ParseChecked(o, of), new(Parser).ParseChecked(o, of)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, want %+v", fmt.Sprint(o.Span, of), got, want)
			}
			for i := range got.Statements {
				if statements[&got.Statements[i]] {
					t.Errorf("%v: a statement of two documents", o.Span)
				}
				statements[&got.Statements[i]] = true
			}
		}
	}
}
