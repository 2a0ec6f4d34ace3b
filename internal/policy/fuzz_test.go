package policy

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

// FuzzParse holds of any text that every place lies in it, that every value is
// what the standard decoder reads at its place, and that a document reads the
// same inside a JSON string.
func FuzzParse(f *testing.F) {
	f.Add(`{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["1","2"]},"Action":"s3:*",`+
		`"NotResource":["r1",2],"Condition":{"StringEquals":{"aws:k":["v1",2],"k2":true}}}]}`, uint8(3))
	f.Add("\n{\"Id\":\"\\ud800\\u0041\",\"Version\":\"\\u00e9\",\"version\":[{\"a\":1,\"a\":2}],\"Statement\":{\"Action\":[\"\\\"\"]}}\t", uint8(0))
	f.Add(`[[[{"Statement":`, uint8(1))
	f.Fuzz(func(t *testing.T, text string, of uint8) {
		kind := append([]Type{""}, Types...)[int(of)%(len(Types)+1)]
		doc := parse(text, kind)
		inside := func(what string, at source.Span) {
			if at.Start < 0 || at.End < at.Start || at.End > len(text) {
				t.Fatalf("%s is at %v of %d bytes", what, at, len(text))
			}
		}
		for _, p := range doc.Problems() {
			inside(string(p.Kind), p.Span)
			at, _ := doc.Locate(p.Path)
			inside(p.Path.String(), at)
		}
		for i := range doc.Statements() {
			statementPlaces(t, text, &doc.Statements()[i], inside)
			at, ok := doc.Locate(doc.StatementPath(i))
			if want := doc.Statements()[i].Span; doc.Body().problemAt == nil && (!ok || at != want) {
				t.Fatalf("statement %d is at %v, located at %v", i, want, at)
			}
		}
		quoted, err := json.Marshal(text)
		var again string
		if err != nil || json.Unmarshal(quoted, &again) != nil || again != text {
			return
		}
		file := source.NewFile("quoted", quoted)
		other := Parse(source.Origin{File: file, Span: source.Span{Start: 1, End: len(quoted) - 1},
			Encodings: []source.Encoding{source.JSONString}}, kind)
		if string(other.Text()) != text || other.Type() != doc.Type() || !slices.EqualFunc(other.Problems(), doc.Problems(), equalProblem) {
			t.Errorf("quoted: %s of type %s with %v, want type %s with %v", other.Text(), other.Type(), other.Problems(), doc.Type(), doc.Problems())
		}
	})
}

func equalProblem(a, b Problem) bool {
	return a.Kind == b.Kind && a.Span == b.Span && a.Path.String() == b.Path.String() && a.Found == b.Found
}

// statementPlaces holds that every value of a statement stands at its place.
func statementPlaces(t *testing.T, text string, s *Statement, inside func(string, source.Span)) {
	inside("statement", s.Span)
	var values []source.Text
	if s.Sid != nil {
		values = append(values, *s.Sid)
	}
	values = append(append(values, s.Action.Patterns...), s.Resource.Patterns...)
	if s.Principal != nil {
		inside("principal", s.Principal.Span)
		for _, e := range s.Principal.Entries {
			values = append(values, e.Value)
		}
	}
	for _, c := range s.Conditions {
		inside("condition", c.Span)
		values = append(append(values, c.Operator, c.Key), c.Values...)
	}
	for _, v := range values {
		inside(v.Value, v.Span)
		raw := text[v.Span.Start:v.Span.End]
		want := raw
		if strings.HasPrefix(raw, `"`) {
			if err := json.Unmarshal([]byte(raw), &want); err != nil {
				t.Fatalf("%s: %v", raw, err)
			}
		} else if v.Value == "" {
			continue // a value of another type, kept for its index
		}
		if v.Value != want {
			t.Fatalf("%s reads %q, want %q", raw, v.Value, want)
		}
	}
}
