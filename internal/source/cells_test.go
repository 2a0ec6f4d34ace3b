package source

import (
	"fmt"
	"testing"
)

// TestCells holds that places in the text of a database are those in its values, be they
// written with escapes or not.
func TestCells(t *testing.T) {
	const text = `[{"a":{"x":` + "\n" + `  1},"b":"é\n\"two"}]`
	at := func(s string, from int) Span { return Span{from, from + len(s)} }
	f := NewTables("x.db", []byte(text), []Cell{
		{At: Span{1, 1}, Table: "t", Row: 7}, {At: at("{\"x\":\n  1}", 6), Table: "t", Row: 7, Column: "a"},
		{At: at(`"é\n\"two"`, 21), Table: "t", Row: 7, Column: "b", Quoted: true},
	}, "SQLite")
	for offset, want := range map[int]string{
		0: "x.db:1:1", 1: "x.db#t/7:1:1", 3: "x.db#t/7:1:1", 6: "x.db#t/7/a:1:1", 14: "x.db#t/7/a:2:3", 16: "x.db#t/7/a:2:5", 17: "x.db#t/7:1:1",
		21: "x.db#t/7/b:1:1", 24: "x.db#t/7/b:1:2", 26: "x.db#t/7/b:2:1", 28: "x.db#t/7/b:2:2", 31: "x.db#t/7/b:2:5", len(text): "x.db#t/7:1:1",
	} {
		if got := f.Place(offset); got != want {
			t.Errorf("%d (%q): %s, want %s", offset, text[offset:], got, want)
		}
	}
	value, inside := f.Alone(Span{28, 31})
	if got := fmt.Sprintf("%q %q", value.Text, value.Slice(inside)); got != `"é\n\"two" "two"` {
		t.Errorf("alone: %s", got)
	}
	if file, span := f.Alone(Span{1, 30}); file != f || span != (Span{1, 30}) {
		t.Error("a row does not stay where it is")
	}
}
