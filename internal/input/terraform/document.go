package terraform

import (
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Read is a document that was made of a value of a resource.
type Read struct {
	Resource *Resource
	Value    *Value
	Document *policy.Document
}

// document reads the document that a value of a resource is or holds, and lists it.
func (s *Set) document(r *Resource, v *Value, of policy.Type) *policy.Document {
	doc := document(v, of)
	if doc == nil {
		return nil
	}
	at := doc.Origin()
	if s.Notate != nil && at.Notation == nil {
		at.Notation = s.Notate(len(s.Read), at)
	}
	if s.Tells != "" {
		at.Maker = r.Address + " in " + s.Tells
	}
	doc.Place(at)
	s.Read = append(s.Read, Read{r, v, doc})
	return doc
}

// document reads a policy document that a value is or holds. It is nil where
// nobody knows it yet.
func document(v *Value, of policy.Type) *policy.Document {
	switch {
	case v == nil || v.Open || v.Kind == Null || v.Kind == Scalar && unknown.Whole(v.Text):
		return nil
	case v.Kind != Scalar:
		out := &source.Rendered{}
		Render(out, v, v.At.File)
		return policy.Parse(source.Origin{File: v.At.File, Span: v.At.Span, Rendered: out}, of)
	case unknown.In(v.Text) && policy.CheckJSON([]byte(v.Text)) != nil:
		return nil // what stands where nobody knows it decides whether it is one
	case v.Origin.File != nil:
		return policy.Parse(v.Origin, of)
	}
	out := &source.Rendered{}
	out.Add(v.Text)
	return policy.Parse(source.Origin{File: v.At.File, Span: v.At.Span, Rendered: out}, of)
}

// Render writes a value as JSON that knows where it stood in a file.
func Render(out *source.Rendered, v *Value, file *source.File) {
	start := len(out.Text)
	note := func(start int, at input.Place) {
		if at.File == file {
			out.Note(start, at.Span)
		}
	}
	switch v.Kind {
	case Null:
		out.Add("null")
	case List:
		out.List(len(v.Items), func(i int) { Render(out, v.Items[i], file) })
	case Mapping:
		out.Object(len(v.Members), func(i int) {
			m, name := v.Members[i], len(out.Text)
			out.Quote(m.Name)
			note(name, m.At)
			out.Add(": ")
			Render(out, m.Value, file)
		})
	default:
		if v.Word {
			out.Add(v.Text)
			break
		}
		out.Quote(v.Text)
	}
	note(start, v.At)
}
