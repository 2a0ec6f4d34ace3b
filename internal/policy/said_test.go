package policy

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"weak"

	"github.com/crossgrant/crossgrant/internal/source"
)

// TestWhatIsLetGoIsReadAgain holds that documents which were let go say the same when they
// are read again, from a file as it was read and from a packed one, and that they are the
// same to whoever holds a statement.
func TestWhatIsLetGoIsReadAgain(t *testing.T) {
	var text strings.Builder
	var spans []source.Span
	for i := range 40 {
		start := text.Len()
		fmt.Fprintf(&text, `{"Version":"2012-10-17","Id":"%d","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*","Odd":%d},{"Effect":"Deny"}]}`, i, i)
		spans = append(spans, source.Span{Start: start, End: text.Len()})
		text.WriteString("\n")
	}
	plain := source.NewFile("plain", []byte(text.String()))
	packed := source.NewPacked("packed", []source.Part{new(source.Packer).Pack([]byte(text.String()))}, &source.Recent{})
	for _, file := range []*source.File{plain, packed} {
		shared := &Shared{}
		for i, span := range spans {
			origin := source.Origin{File: file, Span: span}
			d, equal := (&Parser{Shared: shared}).ParseChecked(origin, Identity), (&Parser{Shared: shared}).ParseChecked(origin, Identity)
			want := *new(Parser).ParseChecked(origin, Identity).Body()
			if d.Count() != span.End-span.Start || equal.Count() != 0 {
				t.Fatal("a text is counted twice")
			}
			statement := &d.Statements()[1]
			d.LetGo()
			runtime.GC()
			if &d.Statements()[1] != statement || &equal.Statements()[1] != statement {
				t.Fatal("a statement that is held is not the same")
			}
			runtime.KeepAlive(statement)
			Apart(d, equal)
			runtime.GC()
			var wait sync.WaitGroup
			for range 4 {
				wait.Go(func() {
					for _, one := range []*Document{d, equal} {
						// Each says the same, in statements that are its own.
						if got := *one.Body(); !reflect.DeepEqual(got, want) || got.Statements[0].of != one.Body() {
							t.Errorf("%s: got %+v, want %+v", file.Name, got, want)
						}
					}
				})
			}
			wait.Wait()
			if d.Body() == equal.Body() {
				t.Fatal("statements of two documents")
			}
			gone := weak.Make(equal.Body())
			equal.LetGo()
			runtime.GC()
			if gone.Value() != nil {
				t.Fatalf("document %d stays in memory", i)
			}
			runtime.KeepAlive(equal)
		}
	}
}
