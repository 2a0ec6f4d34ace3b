package hcl

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
)

// take reads the folder as it was read for judging.
func (r *reading) take() {
	r.files, r.parsed = map[string]opened{}, map[*source.File]*hclsyntax.Body{}
	r.before = r.project(nil, nil)
	for _, o := range r.files {
		if o.file != nil {
			r.size += len(o.file.Text)
		}
	}
	r.left = maxAgain
}

// project evaluates the folder with one of its files changed, if there is one.
func (r *reading) project(changed *source.File, edits []source.Edit) *project {
	p := newProject(r.dir, Reader{List: r.reader.List, File: func(name string) (*source.File, error) {
		o, again := r.files[name]
		if !again {
			o.file, o.err = r.reader.File(name)
			r.files[name] = o
		}
		if changed != nil && o.file != nil && o.file.Name == changed.Name {
			return changed, nil
		}
		return o.file, o.err
	}}, r.hints)
	p.parsed = r.parsed
	p.moved = func(file *source.File, at int) int {
		if file != changed {
			return at
		}
		return before(edits, at)
	}
	p.read()
	for _, c := range p.outside {
		p.arguments = append(p.arguments, c.scope.body(c.block.body, c.block.at))
	}
	delete(r.parsed, changed)
	return p
}

// before is where a place of a changed file was.
func before(edits []source.Edit, at int) int {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
	grown := 0
	for _, e := range sorted {
		if e.Span.Start+grown+len(e.New) > at {
			break
		}
		grown += len(e.New) - (e.Span.End - e.Span.Start)
	}
	return at - grown
}

// before is where a place is in the file as its user wrote it.
func (p *project) before(at input.Place) int {
	if p.moved == nil {
		return at.Span.Start
	}
	return p.moved(at.File, at.Span.Start)
}

// knows reports whether the document was found again, in files that are what they were.
func (r *reading) knows(w *rewriter) bool {
	read := r.before.set.Read
	return r.before.steps > 0 && w.number < len(read) && bytes.Equal(read[w.number].Document.Text, w.origin.Rendered.Text) &&
		bytes.Equal(read[w.number].Document.Origin.File.Text, w.origin.File.Text) && read[w.number].Document.Origin.File.Name == w.origin.File.Name
}

// says reports whether the folder says the wanted document once a file is changed, and
// all else that it said.
func (r *reading) says(w *rewriter, edits []source.Edit, wanted gjson.Result, loose bool) bool {
	text, err := source.Apply(w.origin.File.Text, edits)
	if err != nil || len(text) > maxSize || nesting(text) > maxNesting {
		return false
	}
	parsed, diagnostics := hclsyntax.ParseConfig(text, w.origin.File.Name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return false
	}
	changed := source.NewFile(w.origin.File.Name, text)
	r.parsed[changed], _ = parsed.Body.(*hclsyntax.Body)
	was, is := r.before, r.project(changed, edits)
	if is.steps <= 0 || len(is.set.Read) != len(was.set.Read) || len(is.set.Resources) != len(was.set.Resources) || len(is.arguments) != len(was.arguments) ||
		len(is.hidden) != len(was.hidden) {
		return false
	}
	for i, one := range was.set.Read {
		other := is.set.Read[i].Document
		if i == w.number {
			if canonical(gjson.ParseBytes(other.Text), loose) != canonical(wanted, loose) {
				return false
			}
		} else if !bytes.Equal(one.Document.Text, other.Text) {
			return false
		}
	}
	s := likeness{but: was.set.Read[w.number].Value, seen: map[[2]*terraform.Value]bool{}}
	for i, one := range was.set.Resources {
		other := is.set.Resources[i]
		if one.Address != other.Address {
			return false
		}
		// What a data source says, it says where it is used.
		if one.Data && one.Type == "aws_iam_policy_document" {
			continue
		}
		s.owner = one == was.set.Read[w.number].Resource
		if !s.same(one.Values, other.Values) {
			return false
		}
	}
	s.owner = false
	others := append(is.arguments, is.hidden...)
	for i, one := range append(was.arguments, was.hidden...) {
		if !s.same(one, others[i]) {
			return false
		}
	}
	return true
}

// likeness compares values, but for one in its owner.
type likeness struct {
	but   *terraform.Value
	owner bool
	seen  map[[2]*terraform.Value]bool
}

func (s *likeness) same(a, b *terraform.Value) bool {
	switch {
	case a == s.but && s.owner:
		return true
	case a == nil || b == nil:
		return a == b
	case s.seen[[2]*terraform.Value{a, b}]:
		return true
	case a.Kind != b.Kind || a.Text != b.Text || a.Open != b.Open || a.Encoded != b.Encoded || a.Word != b.Word ||
		len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members):
		return false
	}
	for i := range a.Items {
		if !s.same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		if a.Members[i].Name != b.Members[i].Name || !s.same(a.Members[i].Value, b.Members[i].Value) {
			return false
		}
	}
	s.seen[[2]*terraform.Value{a, b}] = true
	return true
}

// canonical writes a value so that equal ones are equal texts. Loose: numbers and words
// are texts, and a list of one is what it holds, as the provider writes both.
func canonical(v gjson.Result, loose bool) string {
	var parts []string
	switch {
	case v.IsObject():
		for _, m := range input.MembersOf(v) {
			parts = append(parts, source.Quoted(m.Key.Str)+":"+canonical(m.Value, loose))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	case v.IsArray():
		for _, item := range input.ItemsOf(v) {
			parts = append(parts, canonical(item, loose))
		}
		if loose && len(parts) == 1 && parts[0][0] == '"' {
			return parts[0]
		}
		return "[" + strings.Join(parts, ",") + "]"
	case v.Type == gjson.String || loose:
		return source.Quoted(v.String())
	}
	return v.Raw
}
