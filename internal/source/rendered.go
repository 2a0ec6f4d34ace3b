package source

import "encoding/json"

// Rendered is a text that was made out of a file in another notation, such as
// JSON out of YAML: each part of it knows what it was made of. Parts are added
// one behind the other; a Note says where what was added since then stands.
type Rendered struct {
	Text  []byte
	notes []note // in the order in which they were made: inner parts first
	at    map[Span]Span
}

// note says that a span of the text was made of a span of the file.
type note struct{ made, from Span }

// Add appends a text.
func (r *Rendered) Add(text string) { r.Text = append(r.Text, text...) }

// Quote appends a text as JSON has it.
func (r *Rendered) Quote(text string) { r.Add(Quoted(text)) }

// Quoted is a text as JSON has it.
func Quoted(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic("source: a text has no JSON: " + err.Error())
	}
	return string(quoted)
}

// List appends a list of JSON, whose elements item appends.
func (r *Rendered) List(n int, item func(i int)) { r.within("[", "]", n, item) }

// Object appends an object of JSON, whose members member appends, each with its name.
func (r *Rendered) Object(n int, member func(i int)) { r.within("{", "}", n, member) }

func (r *Rendered) within(opens, closes string, n int, part func(i int)) {
	r.Add(opens)
	for i := range n {
		if i > 0 {
			r.Add(", ")
		}
		part(i)
	}
	r.Add(closes)
}

// Note says that the text from start to its present end stands at a place of
// the file.
func (r *Rendered) Note(start int, from Span) {
	n := note{Span{start, len(r.Text)}, from}
	if r.at == nil {
		r.at = map[Span]Span{}
	}
	r.at[n.made] = from
	r.notes = append(r.notes, n)
}

// At returns the place of a part of the text that is noted itself.
func (r *Rendered) At(s Span) (from Span, ok bool) {
	from, ok = r.at[s]
	return from, ok
}

// Of returns the part of the text that was made of a place of the file, the first of many.
func (r *Rendered) Of(from Span) (made Span, ok bool) {
	for _, n := range r.notes {
		if n.from == from {
			return n.made, true
		}
	}
	return Span{}, false
}

// locate leads a span of the text to where it was written: to the place of that
// very part, else of the smallest part around it, else to the whole.
func (r *Rendered) locate(s, whole Span) Span {
	if from, ok := r.at[s]; ok {
		return from
	}
	best, size := whole, -1
	for _, n := range r.notes {
		if n.made.Start <= s.Start && s.End <= n.made.End && (size < 0 || n.made.End-n.made.Start < size) {
			best, size = n.from, n.made.End-n.made.Start
		}
	}
	return best
}
