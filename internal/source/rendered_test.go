package source

import "testing"

// TestRendered holds that a part of a text which was made out of a file leads to
// what it was made of, and what is no part to the smallest part around it.
func TestRendered(t *testing.T) {
	file := NewFile("f", []byte("- s3:Get\n- b\n"))
	r := &Rendered{}
	r.Add("[")
	r.Add(`"s3:Get"`)
	r.Note(1, Span{2, 8})
	r.Add(`,"b"`)
	r.Note(10, Span{11, 12})
	r.Add("]")
	r.Note(0, Span{0, 12})
	o := Origin{File: file, Span: Span{0, 13}, Rendered: r}
	text, err := o.Decode()
	if err != nil || string(text) != `["s3:Get","b"]` || !o.Embedded() {
		t.Errorf("%s, %v, embedded %v", text, err, o.Embedded())
	}
	for s, want := range map[Span]Span{{0, 14}: {0, 12}, {1, 9}: {2, 8}, {2, 4}: {2, 8}, {10, 13}: {11, 12}, {8, 11}: {0, 12}, {0, 99}: {0, 13}} {
		if got := o.Locate(s); got != want {
			t.Errorf("%v is at %v, want %v", s, got, want)
		}
	}
}
