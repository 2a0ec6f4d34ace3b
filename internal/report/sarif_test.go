package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// readSARIF reads a log with a foreign parser and holds it against the
// standard's schema; members that the standard does not know are an error.
func readSARIF(t *testing.T, text []byte) *sarif.Run {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&sarif.Report{}); err != nil {
		t.Error(err)
	}
	log, err := sarif.FromBytes(text)
	if err != nil || len(log.Runs) != 1 {
		t.Fatalf("%v, %d runs", err, len(log.Runs))
	}
	// The parser validates what it would write, and writes these members, which
	// have defaults, as empty where they were missing.
	run := log.Runs[0]
	run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
	if err := log.Validate(); err != nil {
		t.Fatal(err)
	}
	return run
}

func TestSARIFFitsTheStandard(t *testing.T) {
	for _, run := range []Run{{Tool: Tool{Name: "crossgrant"}}, sampleRun()} {
		got := readSARIF(t, write(t, "sarif", run))
		if len(got.Results) != len(run.Findings) || *got.ColumnKind != "unicodeCodePoints" {
			t.Errorf("%d results for %d findings, columns in %s", len(got.Results), len(run.Findings), *got.ColumnKind)
		}
		if *got.Invocations[0].ExecutionSuccessful != (len(run.Summary.Errors) == 0) {
			t.Error("an input that could not be read does not show")
		}
	}
	log, err := sarif.FromBytes([]byte(`{"version": "2.1.0", "runs": [{"results": []}]}`))
	if err == nil && log.Validate() == nil {
		t.Error("the validation takes a run without a tool")
	}
}

// TestSARIFResults holds rule, level, fingerprint and places of each result.
func TestSARIFResults(t *testing.T) {
	run := sampleRun()
	got := readSARIF(t, write(t, "sarif", run))
	levels := map[string]string{"error": "error", "security-warning": "warning", "warning": "warning", "suggestion": "note"}
	for i, f := range run.Findings {
		r := got.Results[i]
		rule := got.Tool.Driver.Rules[r.RuleIndex]
		if *r.RuleID != f.Rule.ID || *rule.ID != f.Rule.ID || rule.DefaultConfiguration.Level != r.Level || r.Level != levels[f.Rule.Severity.String()] {
			t.Errorf("%s: result of rule %s, %s, level %s", f.Rule.ID, *r.RuleID, *rule.ID, r.Level)
		}
		if _, security := rule.Properties.Properties["security-severity"]; security != (f.Rule.Severity >= finding.SecurityWarning) {
			t.Errorf("%s: %s has a security-severity: %v", f.Rule.ID, f.Rule.Severity, security)
		}
		if *rule.Help.Text == "" || *rule.Help.Markdown == "" {
			t.Errorf("%s: no help", f.Rule.ID)
		}
		if r.PartialFingerprints["crossgrant/v1"] != f.Fingerprint {
			t.Errorf("%s: fingerprints %v", f.Rule.ID, r.PartialFingerprints)
		}
		places := append([]finding.Location{f.At}, related(f)...)
		locations := append(r.Locations, r.RelatedLocations...)
		if len(locations) != len(places) {
			t.Fatalf("%s: %d locations, want %d", f.Rule.ID, len(locations), len(places))
		}
		for j, l := range locations {
			p := l.PhysicalLocation
			if cut := cutRegion(places[j].File, p.Region); cut != places[j].Span {
				t.Errorf("%s: region %v, want %v", f.Rule.ID, cut, places[j].Span)
			}
			if name, err := url.Parse(*p.ArtifactLocation.URI); err != nil || slashed(name.Path) != slashed(places[j].File.Name) {
				t.Errorf("%s: %s, %v", places[j].File.Name, *p.ArtifactLocation.URI, err)
			}
		}
		for _, link := range regexp.MustCompile(`[^\\]\]\(([^)]*)\)`).FindAllStringSubmatch(*r.Message.Text, -1) {
			if n, err := strconv.Atoi(link[1]); err != nil || n < 1 || n > len(r.RelatedLocations) || r.RelatedLocations[n-1].ID != n {
				t.Errorf("%s: link to %q leads nowhere", f.Rule.ID, link[1])
			}
		}
	}
}

func related(f finding.Finding) (list []finding.Location) {
	for _, n := range f.Related {
		list = append(list, n.At)
	}
	return list
}

// cutRegion finds a region by counting lines and code points, as a viewer does.
func cutRegion(file *source.File, r *sarif.Region) source.Span {
	offset := func(line, column int) int {
		at := 0
		for range line - 1 {
			at += bytes.IndexByte(file.Text[at:], '\n') + 1
		}
		return at + len(string([]rune(string(file.Text[at:]))[:column-1]))
	}
	return source.Span{Start: offset(*r.StartLine, *r.StartColumn), End: offset(*r.EndLine, *r.EndColumn)}
}

// TestSARIFFixes holds that a viewer that makes the replacements gets the text
// that the fix has.
func TestSARIFFixes(t *testing.T) {
	run := sampleRun()
	got := readSARIF(t, write(t, "sarif", run))
	fixes := 0
	for i, f := range run.Findings {
		if f.Fix == nil || f.Fix.Patch == nil || f.Fix.Patch.File == nil {
			if len(got.Results[i].Fixes) > 0 {
				t.Errorf("%s: an export is edited", f.Rule.ID)
			}
			continue
		}
		fixes++
		p := f.Fix.Patch
		var edits []source.Edit
		change := got.Results[i].Fixes[0].ArtifactChanges[0]
		for _, r := range change.Replacements {
			edits = append(edits, source.Edit{Span: cutRegion(p.File, r.DeletedRegion), New: *r.InsertedContent.Text})
		}
		want, _ := source.Apply(p.File.Text, p.Edits)
		after, err := source.Apply(p.File.Text, edits)
		if err != nil || !bytes.Equal(after, want) || !strings.Contains(string(after), "PutObject\"") {
			t.Errorf("%s: %v\n%s\nwant\n%s", f.Rule.ID, err, after, want)
		}
	}
	if fixes == 0 {
		t.Error("no fix was tried")
	}
}

func TestSARIFURIs(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.json": "a/b.json", "./a.json": "a.json", "/x/a b.json": "file:///x/a%20b.json", "a:b.json": "./a:b.json",
		"100%/é#?.json": "100%25/%C3%A9%23%3F.json", "-": "-", "//x/y": "file:///x/y",
	} {
		if got := sarifURI(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
