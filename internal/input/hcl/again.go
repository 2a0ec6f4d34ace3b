package hcl

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
)

// take reads the folder as it was read for judging.
func (r *reading) take() {
	r.files, r.parsed, r.nodes = map[string]opened{}, map[*source.File]*hclsyntax.Body{}, map[*source.File]map[source.Span]hclsyntax.Node{}
	r.before, r.left = r.project(nil, nil, nil, func(*block) bool { return true }), maxAgain
	for _, f := range r.before.folders {
		r.pieces = append(r.pieces, piecesOf(f)...)
	}
}

// project evaluates the folder, with one of its files changed if there is one, as far as
// its blocks are asked for.
func (r *reading) project(changed *source.File, edits []source.Edit, folders map[string]*folder, only func(*block) bool) *project {
	p := newProject(r.dir, Reader{Uses: r.reader.Uses, List: r.reader.List, File: func(name string) (*source.File, error) {
		o, again := r.files[name]
		if !again {
			o.file, o.err = r.reader.File(name)
			r.files[name] = o
		}
		return o.file, o.err
	}}, r.hints)
	p.parsed, p.only, p.hidden = r.parsed, only, map[string][]*terraform.Value{}
	if folders != nil {
		p.folders = folders
	}
	p.moved = func(file *source.File, at int) int {
		if file != changed {
			return at
		}
		return before(edits, at)
	}
	p.read()
	for _, c := range p.outside {
		if only(c.block) {
			c.given = c.scope.body(c.block.body, c.block.at)
		}
	}
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
	return r.before.steps > 0 && w.number < len(read) && bytes.Equal(read[w.number].Document.Text(), w.origin.Rendered.Text) &&
		bytes.Equal(read[w.number].Document.Origin().File.Text, w.origin.File.Text) && read[w.number].Document.Origin().File.Name == w.origin.File.Name
}

// says reports whether the folder says the wanted documents once a file is changed, and
// all else that it said.
func (r *reading) says(w *rewriter, edits []source.Edit, wanted map[int]string, loose bool) bool {
	text, err := source.Apply(w.origin.File.Text, edits)
	if err != nil || len(text) > maxSize || nesting(text) > maxNesting {
		return false
	}
	one := r.before.set.Read[w.number]
	affected, ok := r.affected(one.Document.Origin().File, edits)
	changed := source.NewFile(w.origin.File.Name, text)
	folders, origins, same := r.replaced(one.Document.Origin().File, changed, edits)
	if !ok || !same {
		return false
	}
	only := func(b *block) bool { return affected == nil || affected[cmp.Or(origins[b], b)] }
	is := r.project(changed, edits, folders, only)
	r.left -= maxSteps - is.steps
	return is.steps > 0 && r.documents(is, only, wanted, loose) && r.values(is, only, wanted)
}

// documents reports whether all documents that are asked for are what they were but for
// those that are wanted.
func (r *reading) documents(is *project, only func(*block) bool, wanted map[int]string, loose bool) bool {
	was, at, found := r.before, 0, 0
	for i, one := range was.set.Read {
		if !only(was.blockOf[one.Resource]) {
			continue
		}
		if at == len(is.set.Read) || is.set.Read[at].Resource.Address != one.Resource.Address {
			return false
		}
		other := is.set.Read[at].Document
		goal, ok := wanted[i]
		found += oneIf(ok)
		if !ok && !bytes.Equal(one.Document.Text(), other.Text()) ||
			ok && canonical(gjson.ParseBytes(other.Text()), loose) != canonical(gjson.Parse(goal), loose) {
			return false
		}
		at++
	}
	return at == len(is.set.Read) && found == len(wanted)
}

// values is documents for the values of resources, for what modules that stand elsewhere are
// given, and for what those are made of that nobody knows.
func (r *reading) values(is *project, only func(*block) bool, wanted map[int]string) bool {
	was, at := r.before, 0
	of := map[*terraform.Resource][]*terraform.Value{}
	for i := range wanted {
		read := was.set.Read[i]
		of[read.Resource] = append(of[read.Resource], read.Value)
	}
	s := likeness{}
	for _, one := range was.set.Resources {
		if !only(was.blockOf[one]) {
			continue
		}
		if at == len(is.set.Resources) || is.set.Resources[at].Address != one.Address {
			return false
		}
		// What a data source says, it says where it is used.
		s.but, s.seen = of[one], map[[2]*terraform.Value]bool{}
		if !(one.Data && one.Type == "aws_iam_policy_document") && !s.same(one.Values, is.set.Resources[at].Values) {
			return false
		}
		at++
	}
	s = likeness{seen: map[[2]*terraform.Value]bool{}}
	if at != len(is.set.Resources) || len(was.outside) != len(is.outside) {
		return false
	}
	for i, one := range was.outside {
		if only(one.block) && !s.same(one.given, is.outside[i].given) {
			return false
		}
	}
	for place, list := range is.hidden {
		if len(list) != len(was.hidden[place]) {
			return false
		}
		for i, v := range list {
			if !s.same(was.hidden[place][i], v) {
				return false
			}
		}
	}
	return true
}

// likeness compares values but for some.
type likeness struct {
	but  []*terraform.Value
	seen map[[2]*terraform.Value]bool
}

func (s *likeness) same(a, b *terraform.Value) bool {
	switch {
	case slices.Contains(s.but, a):
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
