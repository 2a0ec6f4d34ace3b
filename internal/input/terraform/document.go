package terraform

import (
	"encoding/json"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

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
		out.Add("[")
		for i, item := range v.Items {
			if i > 0 {
				out.Add(", ")
			}
			Render(out, item, file)
		}
		out.Add("]")
	case Mapping:
		out.Add("{")
		for i, m := range v.Members {
			if i > 0 {
				out.Add(", ")
			}
			name := len(out.Text)
			out.Add(quoted(m.Name))
			note(name, m.At)
			out.Add(": ")
			Render(out, m.Value, file)
		}
		out.Add("}")
	default:
		if v.Word {
			out.Add(v.Text)
			break
		}
		out.Add(quoted(v.Text))
	}
	note(start, v.At)
}

func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic("terraform: a text has no JSON: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
