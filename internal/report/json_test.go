package report

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/finding"
)

// strict compiles a published schema, made to refuse members that it does not
// name: what is written and not published is an error.
func strict(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := Schema(name)
	if err != nil {
		t.Fatal(err)
	}
	return expect.Strict(t, text)
}

func validate(t *testing.T, schema *jsonschema.Schema, text []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("%v\n%.300s", err, text)
	}
}

func TestJSONFitsItsSchema(t *testing.T) {
	schema := strict(t, "check")
	for _, run := range []Run{{}, {Tool: Tool{Name: "crossgrant"}}, sampleRun()} {
		validate(t, schema, write(t, "json", run))
	}
	if schema.Validate(map[string]any{"version": "1"}) == nil {
		t.Error("the schema takes an object without findings")
	}
}

func TestNDJSONFitsItsSchema(t *testing.T) {
	schema := strict(t, "ndjson")
	for _, run := range []Run{{}, sampleRun()} {
		lines := bytes.Split(bytes.TrimSuffix(write(t, "ndjson", run), []byte("\n")), []byte("\n"))
		if len(lines) != len(run.Findings)+2 {
			t.Errorf("%d lines for %d findings", len(lines), len(run.Findings))
		}
		for _, line := range lines {
			validate(t, schema, line)
		}
	}
}

// TestSchemasShareDefinitions holds that what two outputs have in common is
// published alike; check.json has the original.
func TestSchemasShareDefinitions(t *testing.T) {
	parse := func(name string) map[string]any {
		text, err := Schema(name)
		var schema map[string]any
		if err == nil {
			err = json.Unmarshal(text, &schema)
		}
		if err != nil {
			t.Fatal(err)
		}
		return schema["$defs"].(map[string]any)
	}
	first := parse(Schemas()[0])
	for _, name := range Schemas()[1:] {
		for definition, v := range parse(name) {
			if original, ok := first[definition]; ok && !reflect.DeepEqual(v, original) {
				t.Errorf("%s in %s.json differs from that in %s.json", definition, name, Schemas()[0])
			}
		}
	}
	files, err := os.ReadDir("schema")
	if err != nil || len(files) != len(Schemas()) {
		t.Errorf("%d files in schema, %d are published (%v)", len(files), len(Schemas()), err)
	}
	if _, err := Schema("facts"); err == nil {
		t.Error("an unknown schema is no error")
	}
}

// TestNDJSONHasTheFindingsOfJSON holds that both say the same.
func TestNDJSONHasTheFindingsOfJSON(t *testing.T) {
	var whole struct{ Findings []any }
	if err := json.Unmarshal(write(t, "json", sampleRun()), &whole); err != nil {
		t.Fatal(err)
	}
	var list []any
	for _, line := range strings.Split(strings.TrimSpace(string(write(t, "ndjson", sampleRun()))), "\n") {
		var l struct{ Finding any }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if l.Finding != nil {
			list = append(list, l.Finding)
		}
	}
	if !reflect.DeepEqual(list, whole.Findings) {
		t.Errorf("json has %v\nndjson has %v", whole.Findings, list)
	}
}

// countByHand counts a place by hand: code points since the last line break.
func countByHand(text []byte, offset, firstColumn int) jsonPoint {
	before := string(text[:offset])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return jsonPoint{1 + strings.Count(before, "\n"), firstColumn + utf8.RuneCountInString(line), offset}
}

// TestJSONPlaces holds every place against the text: offsets cut out what is
// pointed at, lines and columns are those that a person counts.
func TestJSONPlaces(t *testing.T) {
	run := sampleRun()
	var out struct{ Findings []JSONFinding }
	if err := json.Unmarshal(write(t, "json", run), &out); err != nil {
		t.Fatal(err)
	}
	check := func(l finding.Location, got JSONLocation) {
		text := l.File.Text
		for _, p := range []jsonPoint{got.Start, got.End} {
			if want := countByHand(text, p.Offset, 1); p != want {
				t.Errorf("%s: %v, want %v", l.Label, p, want)
			}
		}
		if cut := string(text[got.Start.Offset:got.End.Offset]); l.Document == nil && cut != l.Text() {
			t.Errorf("%s: the place holds %q, want %q", l.Label, cut, l.Text())
		}
		if (got.Document == nil) != (l.Document == nil) {
			t.Fatalf("%s: document is %v", l.Label, got.Document)
		}
		if got.Document == nil {
			return
		}
		for _, p := range []jsonPoint{got.Document.Start, got.Document.End} {
			if want := countByHand(l.Document.Text, p.Offset, 0); p != want {
				t.Errorf("%s: in the document %v, want %v", l.Label, p, want)
			}
		}
		if cut := string(l.Document.Text[got.Document.Start.Offset:got.Document.End.Offset]); cut != l.Text() {
			t.Errorf("%s: the document's place holds %q, want %q", l.Label, cut, l.Text())
		}
	}
	for i, f := range run.Findings {
		check(f.At, out.Findings[i].Location)
		for j, n := range f.Related {
			check(n.At, out.Findings[i].Related[j].Location)
		}
	}
}

// TestPathsAreAccessAnalyzers holds the three kinds of step.
func TestPathsAreAccessAnalyzers(t *testing.T) {
	for _, f := range sampleRun().Findings {
		if f.Rule.ID != "logic/condition-not-carried" {
			continue
		}
		got, err := compact(FindingShape(&f).Location.Path)
		want := `[{"value":"Statement"},{"index":0},{"value":"Condition"},{"value":"StringEquals"},{"key":"aws:SourceVpc"}]`
		if err != nil || string(got) != want {
			t.Errorf("%s, %v\nwant %s", got, err, want)
		}
	}
}

// TestNoHTMLEscapes holds that JSON keeps <, > and & as they are.
func TestNoHTMLEscapes(t *testing.T) {
	for _, format := range []string{"json", "ndjson", "sarif"} {
		if text := string(write(t, format, sampleRun())); !strings.Contains(text, "<é>&") || strings.Contains(text, `\u003c`) {
			t.Errorf("%s escapes HTML", format)
		}
	}
}
